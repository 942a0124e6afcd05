# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing YAML. Galaxy reads it with PyYAML's safe_load."""

from __future__ import annotations

import datetime
import typing as t

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs import yaml as _yaml
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    UnreadableError,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Value
from hypothesis import example, given, settings
from hypothesis import strategies as st


def problem(data: bytes | str) -> tuple[str, str, str]:
    """Return kind, message and position of the problem of a document."""
    with pytest.raises(UnreadableError) as caught:
        _yaml.parse(data, "f")
    found = caught.value.diagnostic
    return found.kind, found.message, str(found.place.position)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("# nothing\n", None, id="comment-only"),
        pytest.param("[yes, no, on, off, y, n, Yes]", [True, False, True, False, "y", "n", True]),
        pytest.param("a: 24:00:00", {"a": 86400}, id="sexagesimal"),
        pytest.param("a: 010", {"a": 8}, id="octal"),
        pytest.param("[1_000, 1.5, .inf, ~, null]", [1000, 1.5, float("inf"), None, None]),
        pytest.param("a: 2026-01-02", {"a": datetime.date(2026, 1, 2)}, id="date"),
        pytest.param("'yes': \"a\\nb\"", {"yes": "a\nb"}, id="quoted"),
        pytest.param("a: |\n  b\n  c\n", {"a": "b\nc\n"}, id="block"),
        pytest.param("on: 1", {True: 1}, id="truth-as-key"),
        pytest.param("a: &x {b: 1}\nc: *x", {"a": {"b": 1}, "c": {"b": 1}}, id="alias"),
        pytest.param(
            "{a: &x {b: 1, c: 2}, d: {<<: *x, b: 3}}",
            {"a": {"b": 1, "c": 2}, "d": {"b": 3, "c": 2}},
            id="merge",
        ),
        pytest.param(
            "[&x {b: 1}, &y {b: 2}, {<<: [*x, *y]}]",
            [{"b": 1}, {"b": 2}, {"b": 1}],
            id="merge-first-wins",
        ),
        pytest.param("!!str 1", "1", id="tag"),
        pytest.param("a:\r\n  - b\r\n", {"a": ["b"]}, id="windows"),
        pytest.param("a: \u4e2d\n", {"a": "\u4e2d"}, id="beyond-libyaml"),
    ],
)
def test_values(text: str, expected: object) -> None:
    assert _yaml.parse(text, "f").value.plain() == expected == yaml.safe_load(text)


def test_places() -> None:
    value = _yaml.parse("a:\n  - 'b'\n  - {c: d}\n", "f").value
    entry = value.data["a"]
    quoted, mapping = entry.value.data
    assert (entry.name.place.text, str(entry.name.position)) == ("a", "f:1:1")
    assert (quoted.data, quoted.place.text, str(quoted.position)) == ("b", "'b'", "f:2:5")
    assert mapping.place.text == "{c: d}"


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        pytest.param("a: b", True, id="written"),
        pytest.param("a: &x b", False, id="anchored"),
        pytest.param("x: &x b\na: *x", False, id="alias"),
        pytest.param("a: !!str 1", False, id="tagged"),
        pytest.param("<<: {a: b}", False, id="merged"),
    ],
)
def test_verbatim(text: str, verbatim: bool) -> None:
    value: Value = _yaml.parse(text, "f").value.data["a"].value
    assert value.verbatim is verbatim


def test_duplicate_keys() -> None:
    document = _yaml.parse("a: 1\nb: 2\na: 3\n", "f")
    (found,) = document.duplicates
    assert document.value.plain() == {"a": 3, "b": 2}
    assert (found.kind, found.consequence, found.place.position.line) == (
        "duplicate-key",
        "silent",
        3,
    )
    assert found.message == "Duplicate key 'a': already defined in line 1; the last one wins."


def test_comments() -> None:
    text = "# one\na: 'x # y'  # two\nb: |\n  # text\nc: d#e\n#three"
    comments = _yaml.parse(text, "f").comments
    assert [comment.text for comment in comments] == [" one", " two", "three"]
    assert str(comments[1].place.position) == "f:2:13"


@pytest.mark.parametrize(
    ("data", "kind", "message", "position"),
    [
        pytest.param(
            "a:\n\t- b", "not-yaml", "tab used as indentation or separator", "f:2:1", id="tab"
        ),
        pytest.param(
            "a:\tb: c", "not-yaml", "tab used as indentation", "f:1:3", id="tab-after-colon"
        ),
        pytest.param("a: [b", "not-yaml", "expected ',' or ']'", "f:1:6", id="open-bracket"),
        pytest.param("a: b\n---\nc: d", "not-yaml", "A second document", "f:2:1", id="documents"),
        pytest.param("{{ x }}: 1", "not-yaml", "cannot be a key", "f:1:2", id="jinja"),
        pytest.param("a: *b", "not-yaml", "alias 'b' has no anchor", "f:1:4", id="no-anchor"),
        pytest.param(
            "a: !vault x", "not-yaml", "constructor for the tag '!vault'", "f:1:4", id="tag"
        ),
        pytest.param("!!python/name:os.system", "not-yaml", "python/name", "f:1:1", id="python"),
        pytest.param("!x [a]", "type", "of type '!x' is not supported", "f:1:1", id="tagged-list"),
        pytest.param(
            "a: 2026-13-45", "not-yaml", "is not a valid timestamp", "f:1:4", id="no-date"
        ),
        pytest.param("!!int x", "not-yaml", "'x' is not a valid int", "f:1:1", id="no-number"),
        pytest.param("a: <<", "not-yaml", "'<<' is the merge key", "f:1:4", id="merge-as-value"),
        pytest.param("<<: 1", "not-yaml", "'<<' requires a mapping", "f:1:1", id="merge-of-number"),
        pytest.param("a\x00b", "not-yaml", "not allowed", "f:1:2", id="control-character"),
        pytest.param(b"a: \xe9", "encoding", "Byte 4 is not UTF-8", "f:1:4", id="latin-1"),
        pytest.param("[" * 200, "too-deep", "more than 100 levels", "f:1:101", id="nesting"),
        pytest.param(
            "&a [*a]",
            "too-many-aliases",
            "refers to a value that contains it",
            "f:1:5",
            id="recursion",
        ),
    ],
)
def test_rejected(data: bytes | str, kind: str, message: str, position: str) -> None:
    found = problem(data)
    assert (found[0], found[2]) == (kind, position)
    assert message in found[1]


def test_exponential_aliases() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 10)}]" for i in range(8)]
    assert problem("\n".join(lines))[0] == "too-many-aliases"


def test_without_pyyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "HAS_YAML", False)
    with pytest.raises(ClusterError, match="PyYAML is required to read YAML"):
        _yaml.parse("a: b", "f")


PIECES = [
    "a",
    "b: ",
    "- ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    "'",
    '"',
    "#",
    " #",
    "&x ",
    "*x",
]
PIECES += [
    "!!str ",
    "|\n",
    ">-\n",
    "1",
    "yes",
    "~",
    "<<: ",
    "? ",
    "---\n",
    "...",
    "%",
    "\\",
    "é",
    "\t",
]


def holds_itself(value: t.Any, above: tuple[int, ...] = ()) -> bool:
    """Return whether a list or mapping contains itself."""
    if not isinstance(value, (dict, list, set)):
        return False
    if id(value) in above:
        return True
    inside = value.values() if isinstance(value, dict) else value
    return any(holds_itself(item, (*above, id(value))) for item in inside)


@pytest.mark.slow
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("a: b\n\t")
@example("&x #|\nb: *x")
@example("{a? }")
@settings(max_examples=1000, deadline=None)
def test_as_safe_load(text: str) -> None:
    try:
        expected = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        assert problem(text)
    else:
        if holds_itself(expected):
            assert problem(text)[0] == "too-many-aliases"
        else:
            assert _yaml.parse(text, "f").value.plain() == expected


_ODD = (
    *("1:30", "24:00:00", "yes", "y", "null", "~", "1e3", "0o7", "2020-01-01", "<<", "="),
    *("- a", "a: b", "a #b", "---", "...", "a\nb", "a\nb\n", "a\n\nb\n\n", " a\nb", "#a\nb"),
    *("\x85", "\u2028", "\ufeff", "'", '"', "\\", "\r\n", "\t", " a ", "é", "中"),
)
TEXTS = st.one_of(
    st.text(), st.sampled_from(_ODD), st.text(alphabet=" \n\t\r#:-'\"|>%@`!&*?{}[],a1")
)
SCALARS = st.one_of(
    TEXTS, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none(), st.dates()
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(TEXTS, st.integers()), inner, max_size=4),
    ),
    max_leaves=12,
)


@pytest.mark.slow
@given(DATA)
def test_parse_is_the_inverse_of_dump(data: object) -> None:
    text = _yaml.dump(data)
    assert yaml.safe_load(text) == data
    assert _yaml.parse(text.encode(), "f").value.plain() == data


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({"a": {"b": "x", "c": None}}, "a:\n  b: x\n  c:\n", id="mappings"),
        pytest.param({"a": [1, "1", None]}, "a:\n  - 1\n  - '1'\n  - null\n", id="lists"),
        pytest.param([{"a": 1, "b": [2]}], "- a: 1\n  b:\n    - 2\n", id="mapping-in-list"),
        pytest.param({"a": [], "b": {}}, "a: []\nb: {}\n", id="empty"),
        pytest.param({"a": "24:00:00"}, "a: '24:00:00'\n", id="sexagesimal"),
        pytest.param({"a": "off", "b": "y"}, "a: 'off'\nb: 'y'\n", id="truth"),
        pytest.param({"a": "--mem=4G -p main"}, "a: --mem=4G -p main\n", id="arguments"),
        pytest.param({"a": "/a/b:/c,$x"}, "a: /a/b:/c,$x\n", id="path"),
        pytest.param({"a": "b\nc\n"}, "a: |\n  b\n  c\n", id="several-lines"),
        pytest.param({"a": "b\n\nc"}, "a: |-\n  b\n\n  c\n", id="several-lines-no-end"),
    ],
)
def test_dump_in_block_style(data: object, expected: str) -> None:
    assert _yaml.dump(data) == expected


def test_dump_with_comments() -> None:
    item = _yaml.Commented({"b": 1}, [" above", None], [" beside"], [" below"])
    text = "a:\n  # above\n\n  - b: 1  # beside\n    # below\n"
    assert _yaml.dump({"a": [item]}) == text
