# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource parameters written and read again."""

from __future__ import annotations

import typing as t
import xml.etree.ElementTree as ET

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.write import (
    write,
)
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20)
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,8}", fullmatch=True)
ATTRIBUTES = st.dictionaries(
    NAMES.filter(lambda name: name not in ("name", "options", "validators", "xmlns")), TEXTS
)
OPTIONS = st.lists(st.fixed_dictionaries({"value": TEXTS, "text": TEXTS.map(str.strip)}))
PARAMS = st.lists(
    st.builds(
        lambda attributes, name, options: {**attributes, "name": name, "options": options},
        ATTRIBUTES,
        TEXTS.filter(bool),
        OPTIONS,
    ),
    unique_by=lambda param: param["name"],
)


@pytest.mark.slow
@given(PARAMS)
def test_what_is_written_is_read(params: list[dict[str, t.Any]]) -> None:
    document = read(write(params, "content"), "written.xml")
    assert (document.problems, document.ignored) == ((), ())
    assert [
        {
            **{name: entry.value.data for name, entry in param.attributes.items()},
            "options": [
                {"value": option.value.data, "text": option.text.data if option.text else ""}
                for option in param.options
            ],
        }
        for param in document.params
    ] == params


@pytest.mark.parametrize(
    ("param", "expected"),
    [
        pytest.param({"name": "n", "min": 1}, '<param name="n" min="1" />', id="number"),
        pytest.param(
            {"name": "n", "optional": True}, '<param name="n" optional="true" />', id="boolean"
        ),
        pytest.param({"name": "n", "label": None}, '<param name="n" />', id="nothing"),
        pytest.param(
            {"name": "n", "options": [2]},
            '<param name="n"><option value="2">2</option></param>',
            id="plain-option",
        ),
        pytest.param(
            {"name": "n", "options": [{"value": "a", "selected": True}]},
            '<param name="n"><option value="a" selected="true" /></param>',
            id="selected-option",
        ),
        pytest.param(
            {"name": "n", "validators": [{"type": "in_range", "max": 8, "text": "no"}]},
            '<param name="n"><validator type="in_range" max="8">no</validator></param>',
            id="validator",
        ),
    ],
)
def test_param(param: dict[str, t.Any], expected: str) -> None:
    assert ET.canonicalize(write([param], "content"), strip_text=True) == ET.canonicalize(
        f"<parameters>{expected}</parameters>"
    )


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        pytest.param({"name": "n"}, "content: expected a list", id="mapping"),
        pytest.param(["n"], "content: parameter 1: expected a mapping, got 'n'", id="text"),
        pytest.param([{"label": "n"}], "content: parameter 1 has no name", id="no-name"),
        pytest.param(
            [{"name": "n", "min": [1]}], "parameter 'n', min: expected a string", id="list-as-value"
        ),
        pytest.param(
            [{"name": "n", "a b": 1}],
            "parameter 'n': 'a b' is not an attribute name",
            id="name-of-attribute",
        ),
        pytest.param(
            [{"name": "n", "options": "a"}], "parameter 'n', options: expected a list", id="options"
        ),
        pytest.param([{"name": "n", "label": "\0"}], "a character that XML cannot", id="character"),
    ],
)
def test_refused(params: object, sentence: str) -> None:
    with pytest.raises(ClusterError) as error:
        write(params, "content")
    assert sentence in str(error.value)
