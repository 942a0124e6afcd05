# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory sizes and times in the notations of the batch systems."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import amounts

MEBI = 1024**2


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        pytest.param("4", {"plain": MEBI}, 4, id="bare number in MiB"),
        pytest.param("1048577", {"plain": 1}, 2, id="rounded up"),
        pytest.param("1.5G", {"plain": 1}, 1536, id="fraction"),
        pytest.param(".5g", {"plain": 1}, 512, id="no digit before the point"),
        pytest.param(" 2T ", {"plain": 1}, 2 * MEBI, id="spaces around"),
        pytest.param("1g", {"plain": 1, "decimal": True}, 954, id="power of 1000"),
        pytest.param("1gi", {"plain": 1, "decimal": True, "suffix": "i"}, 1024, id="power of 1024"),
        pytest.param("4gb", {"plain": 1, "suffix": "b?"}, 4096, id="suffix"),
        pytest.param("131072w", {"plain": 1, "suffix": "w"}, 1, id="words of 8 bytes"),
    ],
)
def test_mebibytes(text: str, options: dict[str, t.Any], expected: int) -> None:
    assert amounts.parse_mebibytes(text, **options) == expected


@pytest.mark.parametrize(
    ("function", "text", "expected"),
    [
        pytest.param(amounts.parse_number, " 8 ", 8, id="number"),
        pytest.param(amounts.parse_time, "90", 90, id="seconds"),
        pytest.param(amounts.parse_time, "1:30", 90, id="minutes"),
        pytest.param(amounts.parse_time, "1:00:30.5", 3630, id="fraction of a second"),
        pytest.param(amounts.parse_time, "1:00:00:00", 86400, id="days"),
        pytest.param(amounts.parse_grid_engine_time, "90", 90, id="Grid Engine seconds"),
        pytest.param(amounts.parse_grid_engine_time, "1::30", 3630, id="Grid Engine empty part"),
        pytest.param(amounts.parse_grid_engine_time, "24:00", None, id="Grid Engine two parts"),
        pytest.param(amounts.parse_grid_engine_time, "Infinity", None, id="Grid Engine no limit"),
        pytest.param(amounts.parse_grid_engine_time, "0x10", None, id="Grid Engine hexadecimal"),
        pytest.param(amounts.parse_grid_engine_time, "::", None, id="Grid Engine only colons"),
        pytest.param(amounts.parse_lsf_time, "90", 5400, id="LSF minutes"),
        pytest.param(amounts.parse_lsf_time, "1:30/host", 5400, id="LSF host"),
        pytest.param(amounts.parse_sbatch_time, "90", 5400, id="sbatch minutes"),
        pytest.param(amounts.parse_sbatch_time, "1-0", 86400, id="sbatch days"),
        pytest.param(amounts.parse_sbatch_time, "-1", None, id="sbatch no limit"),
    ],
)
def test_numbers_and_times(
    function: t.Callable[[str], int | None], text: str, expected: int | None
) -> None:
    assert function(text) == expected


@pytest.mark.parametrize(
    ("function", "text"),
    [
        pytest.param(lambda text: amounts.parse_mebibytes(text, 1), "", id="empty size"),
        pytest.param(lambda text: amounts.parse_mebibytes(text, 1), "4GB", id="suffix not allowed"),
        pytest.param(
            lambda text: amounts.parse_mebibytes(text, 1, "b?"), "4GiB", id="other suffix"
        ),
        pytest.param(lambda text: amounts.parse_mebibytes(text, 1), "4 G", id="space inside"),
        pytest.param(lambda text: amounts.parse_mebibytes(text, 1), "9" * 400, id="too large"),
        pytest.param(amounts.parse_number, "-1", id="negative number"),
        pytest.param(amounts.parse_number, "1.0", id="fraction"),
        pytest.param(amounts.parse_time, "24h", id="time with a unit"),
        pytest.param(amounts.parse_time, "1:0:0:0:0", id="five parts"),
        pytest.param(amounts.parse_grid_engine_time, "1-0", id="Grid Engine days"),
        pytest.param(amounts.parse_lsf_time, "1:00:00", id="LSF seconds"),
        pytest.param(amounts.parse_sbatch_time, "24h", id="sbatch time with a unit"),
    ],
)
def test_invalid(function: t.Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - callers catch any ValueError
        function(text)
