# SPDX-License-Identifier: GPL-3.0-or-later
"""The bounds of rules in tool_destinations.yml."""

from __future__ import annotations

import math

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations import (
    bounds,
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (0, 0),
        (4.5, 4.5),
        ("1024", 1024),
        ("1 000", 1000),
        ("10 B", 10),
        ("10 KB", 10 * 1024),
        ("1.5 gb", 1.5 * 1024**3),
        ("1 000 MB", 1000 * 1024**2),
        ("Infinity", math.inf),
        ("infinity", math.inf),
        (-1, math.inf),
        ("-1", math.inf),
    ],
)
def test_size(data: object, expected: float) -> None:
    assert bounds.as_size(data) == expected


@pytest.mark.parametrize("data", ["10GB", "10 G", "10 GiB", "1.5", "Infinite", "", " ", None, []])
def test_no_size(data: object) -> None:
    with pytest.raises(ValueError, match=r"^"):
        bounds.as_size(data)


@pytest.mark.parametrize("data", ["3", "infinity", "10 KB", None])
def test_no_number(data: object) -> None:
    with pytest.raises(ValueError, match=r"^"):
        bounds.as_number(data)


def test_number() -> None:
    assert (bounds.as_number(3), bounds.as_number("Infinity")) == (3, math.inf)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param(0, "0", id="none"),
        pytest.param(1023, "1023", id="small"),
        pytest.param(10 * 1024**3, "10 GB", id="whole"),
        pytest.param(1024.0 * 1.5, "1536", id="fraction"),
        pytest.param(2**100, "1048576 YB", id="no-larger-unit"),
    ],
)
def test_in_words(size: float, expected: str) -> None:
    assert bounds.in_words(size) == expected
