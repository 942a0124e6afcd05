# SPDX-License-Identifier: GPL-3.0-or-later
"""Destinations defined by the resources of their jobs."""

from __future__ import annotations

import typing as t

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.galaxyhpc.cluster.plugins.filter.with_destinations import FilterModule

CONF: dict[str, t.Any] = {
    "runners": {"slurm": {"load": "galaxy.jobs.runners.slurm:SlurmJobRunner"}},
    "execution": {"default": "main", "environments": {"main": {"runner": "slurm"}}},
}
with_destinations = FilterModule().filters()["with_destinations"]


def test_destination_is_added() -> None:
    found = with_destinations(CONF, [{"id": "big", "runner": "slurm", "cores": 8}])
    assert found["execution"]["environments"] == {
        "main": {"runner": "slurm"},
        "big": {"runner": "slurm", "nativeSpecification": "--ntasks=1 --cpus-per-task=8"},
    }
    assert [*CONF["execution"]["environments"]] == ["main"]


def test_no_destination() -> None:
    assert with_destinations(CONF, []) == CONF


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        pytest.param({"id": "big", "runner": "slrum"}, "slrum", id="unknown runner"),
        pytest.param({"id": "big", "runner": "slurm", "core": 8}, "cores", id="misspelled key"),
        pytest.param({"id": "big", "runner": "slurm", "memory": "8 giga"}, "8 giga", id="memory"),
    ],
)
def test_invalid_destination(destination: dict[str, t.Any], expected: str) -> None:
    with pytest.raises(AnsibleFilterError, match=f"^with_destinations: .*{expected}"):
        with_destinations(CONF, [destination])
