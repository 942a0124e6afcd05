# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading INI files, with the syntax of Python 2."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    UnreadableError,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.ini import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", {}, id="empty"),
        pytest.param("[a]\nb = c\n", {"a": {"b": "c"}}, id="option"),
        pytest.param("[a]\r\nb : c\r\n", {"a": {"b": "c"}}, id="colon"),
        pytest.param("[a]\nB = local:///\n", {"a": {"b": "local:///"}}, id="lower-case-name"),
        pytest.param("[a]\nb = c = d ; e\n", {"a": {"b": "c = d"}}, id="comment-behind"),
        pytest.param("[a]\nb = c;d\n", {"a": {"b": "c;d"}}, id="no-comment"),
        pytest.param("# x\n; y\nrem z\n[a]\n", {"a": {}}, id="comments"),
        pytest.param("[a]\nb = c\n  d\n", {"a": {"b": "c\nd"}}, id="continued"),
        pytest.param("[a]\nb = 1\n[c]\n[a]\nb = 2\n", {"a": {"b": "2"}, "c": {}}, id="twice"),
        pytest.param("[a]\nb =\n", {"a": {"b": ""}}, id="no-value"),
        pytest.param("[a]\nb[c@d] = e\n", {"a": {"b[c@d]": "e"}}, id="brackets"),
    ],
)
def test_sections(text: str, expected: dict[str, dict[str, str]]) -> None:
    sections = parse(text, "f").sections
    assert {
        name: {key: entry.value.data for key, entry in section.items()}
        for name, section in sections.items()
    } == expected


def test_places() -> None:
    entry = parse("[a]\n\nname  =  a value  ; more\n", "f").sections["a"]["name"]
    assert (entry.name.place.text, entry.value.place.text) == ("name", "a value")
    assert str(entry.value.position) == "f:3:10"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param("a = b", "f:1:1", id="no-section"),
        pytest.param("[a]\nb = c\nd\n", "f:3:1", id="no-separator"),
    ],
)
def test_invalid_file(text: str, position: str) -> None:
    with pytest.raises(UnreadableError, match=position):
        parse(text, "f")
