# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions for misspelled names."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.spelling import (
    did_you_mean,
    nearest,
)


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        pytest.param("slrum", ["slurm", "local"], "slurm", id="transposed"),
        pytest.param("SLURM", ["slurm"], "slurm", id="case"),
        pytest.param("slurm", ["slurm", "slurms"], None, id="known already"),
        pytest.param("condor", ["slurm", "local"], None, id="nothing similar"),
        pytest.param("slurm", [], None, id="nothing known"),
        pytest.param(22, [21, 222], "222", id="numbers"),
        pytest.param("", ["slurm"], None, id="empty"),
    ],
)
def test_nearest(name: object, known: list[object], expected: str | None) -> None:
    assert nearest(name, known) == expected


def test_did_you_mean() -> None:
    assert did_you_mean("slrum", ["slurm"]) == " Did you mean 'slurm'?"
    assert did_you_mean("condor", ["slurm"]) == ""


def test_known_names_can_be_an_iterator() -> None:
    assert did_you_mean("slrum", iter(["slurm"])) == " Did you mean 'slurm'?"


def test_many_unknown_names_are_not_all_compared() -> None:
    known = [f"slurm_{number}_core" for number in range(1000)]
    found = [nearest(f"slurm_{number}_cores", known) for number in range(200)]
    assert found[0] == "slurm_0_core"
    assert found[-1] is None
