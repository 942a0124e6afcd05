# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in a document and their positions."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import (
    Entry,
    Source,
    Value,
)


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        pytest.param("", 0, 1, 1, id="empty"),
        pytest.param("abc", 2, 1, 3, id="first-line"),
        pytest.param("a\nbc", 3, 2, 2, id="second-line"),
        pytest.param("a\r\nbc", 3, 2, 1, id="windows"),
        pytest.param("a\rbc", 2, 2, 1, id="old-mac"),
        pytest.param("a\n", 2, 2, 1, id="end"),
        pytest.param("éé\né", 4, 2, 2, id="characters-not-bytes"),
    ],
)
def test_position(text: str, offset: int, line: int, column: int) -> None:
    assert Source("f", text).position(offset) == ("f", line, column)


def test_place_is_a_stretch_of_text() -> None:
    place = Source("job_conf.yml", "a: [1]\n").span(3, 6)
    assert (place.text, str(place.position)) == ("[1]", "job_conf.yml:1:4")


def test_plain() -> None:
    place = Source("f", "").span(0, 0)
    one = Value(1, place)
    value = Value({"a": Entry(Value("a", place), Value((one, one), place))}, place)
    assert value.plain() == {"a": [1, 1]}
