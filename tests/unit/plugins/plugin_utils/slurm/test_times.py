# SPDX-License-Identifier: GPL-3.0-or-later
"""Time formatting."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.scontrol import parse_time
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.times import format_time
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("number", "text"),
    [
        pytest.param(0, "0:00:00", id="zero"),
        pytest.param(59, "0:00:59", id="seconds"),
        pytest.param(60, "0:01:00", id="minute"),
        pytest.param(3661, "1:01:01", id="hour"),
        pytest.param(172800, "48:00:00", id="more than a day"),
    ],
)
def test_format_time(number: int, text: str) -> None:
    assert format_time(number) == text


@given(st.integers(min_value=0, max_value=10**9))
def test_slurm_reads_the_same_time(number: int) -> None:
    assert parse_time(format_time(number)) == number
