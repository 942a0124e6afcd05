# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of another shape than Galaxy expects, and what it makes of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    Diagnostics,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.shapes import (
    check_keywords,
    describe,
    entry_of,
    get,
    get_non_null,
    items_of,
    mapping,
    mappings_in,
    names_of,
    section_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import (
    Entries,
    Value,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import parse


def value(text: str) -> Value:
    """Return the value of a YAML document."""
    return parse(text, "f").value


def entries(text: str) -> Entries:
    """Return the entries of a YAML document that is a mapping."""
    data = value(text).data
    assert isinstance(data, Mapping)
    return data


def problems(diagnostics: Diagnostics) -> list[tuple[str, str]]:
    """Return the kinds and consequences of the problems."""
    return [(problem.kind, problem.consequence) for problem in diagnostics.problems]


@pytest.mark.parametrize(
    ("text", "found", "non_null"),
    [
        pytest.param("a: 1", True, True, id="set"),
        pytest.param("a:", True, False, id="null"),
        pytest.param("b: 1", False, False, id="missing"),
    ],
)
def test_get(text: str, found: bool, non_null: bool) -> None:
    assert (get(entries(text), "a") is not None) is found
    assert (get_non_null(entries(text), "a") is not None) is non_null
    assert (entry_of(value(text), "a") is not None) is found


def test_a_list_has_no_entry() -> None:
    assert entry_of(value("[a]"), "a") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{a: b}", "a mapping", id="mapping"),
        pytest.param("[a]", "a list", id="list"),
        pytest.param("hunter2", "a string", id="string-may-be-secret"),
        pytest.param("", "empty", id="empty"),
        pytest.param("4", "'4'", id="number"),
    ],
)
def test_describe(text: str, expected: str) -> None:
    assert describe(value(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{a: b}", [], id="mapping"),
        pytest.param("{}", [], id="empty-mapping"),
        pytest.param("[a]", ["'x' must be a mapping; it is a list."], id="list"),
        pytest.param("a", ["'x' must be a mapping; it is a string."], id="string"),
    ],
)
def test_mapping(text: str, expected: list[str]) -> None:
    diagnostics = Diagnostics()
    assert (mapping(value(text), "'x'", diagnostics) is None) is bool(expected)
    assert [problem.message for problem in diagnostics.problems] == expected


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        pytest.param("a: {b: 1}", ["b"], [], id="mapping"),
        pytest.param("c: 1", [], [], id="missing"),
        pytest.param("a:", [], ["'a' must be a mapping; it is empty."], id="empty"),
        pytest.param("a: [b]", [], ["'a' must be a mapping; it is a list."], id="list"),
    ],
)
def test_section(text: str, keys: list[str], expected: list[str]) -> None:
    diagnostics = Diagnostics()
    assert list(section_of(entries(text), "a", diagnostics)) == keys
    assert [problem.message for problem in diagnostics.problems] == expected


@pytest.mark.parametrize(
    ("text", "items", "expected"),
    [
        pytest.param("[a, b]", ["a", "b"], [], id="list"),
        pytest.param("{a: 1}", ["a"], [("mapping-for-list", "silent")], id="keys-of-mapping"),
        pytest.param("ab", ["a", "b"], [("text-for-list", "silent")], id="characters"),
        pytest.param("''", [], [], id="empty-string"),
        pytest.param("4", [], [("not-a-list", "startup")], id="number"),
        pytest.param("", [], [("not-a-list", "startup")], id="empty"),
    ],
)
def test_items(text: str, items: list[str], expected: list[tuple[str, str]]) -> None:
    diagnostics = Diagnostics()
    found = items_of(value(text), "'tags'", diagnostics)
    assert [item.data for item in found] == items
    assert problems(diagnostics) == expected


def test_characters_are_not_verbatim() -> None:
    found = items_of(value("ab"), "'tags'", Diagnostics())
    assert [item.verbatim for item in found] == [False, False]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        pytest.param("[a, 1]", ["a", 1], [], id="scalars"),
        pytest.param("[a, [b]]", ["a"], [("not-a-name", "startup")], id="list-inside"),
        pytest.param("[{a: b}, c]", ["c"], [("not-a-name", "startup")], id="mapping-inside"),
    ],
)
def test_names(text: str, names: list[object], expected: list[tuple[str, str]]) -> None:
    diagnostics = Diagnostics()
    assert [name.data for name in names_of(value(text), "'tags'", diagnostics)] == names
    assert problems(diagnostics) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a-b: 1", [], id="any-string"),
        pytest.param("self: 1", ["'self' cannot be a key of r: expected"], id="self"),
        pytest.param("4: 1", ["'4' cannot be a key of r: expected"], id="number"),
    ],
)
def test_keywords(text: str, expected: list[str]) -> None:
    diagnostics = Diagnostics()
    check_keywords(entries(text), "r", diagnostics)
    assert [
        problem.message.partition(" a string")[0] for problem in diagnostics.problems
    ] == expected


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        pytest.param("a: [{b: 1}, {}]", 2, [], id="mappings"),
        pytest.param("c: 1", 0, [], id="missing"),
        pytest.param("a: {}", 0, [], id="empty-mapping"),
        pytest.param("a: ''", 0, [], id="empty-string"),
        pytest.param("a: [b, {}]", 1, ["Each item of 'a' must be a mapping"], id="string-inside"),
        pytest.param("a: {b: 1}", 0, ["'a' must be a list"], id="mapping"),
        pytest.param("a:", 0, ["'a' must be a list"], id="null"),
    ],
)
def test_mappings(text: str, count: int, expected: list[str]) -> None:
    diagnostics = Diagnostics()
    assert len(list(mappings_in(entries(text), "a", diagnostics))) == count
    assert [problem.message.partition(";")[0] for problem in diagnostics.problems] == expected
