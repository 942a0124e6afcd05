# SPDX-License-Identifier: GPL-3.0-or-later
"""Destinations defined by cores, memory and time."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.destinations import (
    with_destinations,
)

CONF: dict[str, t.Any] = {
    "runners": {
        "slurm": {"load": "galaxy.jobs.runners.slurm:SlurmJobRunner"},
        "drmaa": {"load": "galaxy.jobs.runners.drmaa:DRMAAJobRunner"},
        "cli": {"load": "galaxy.jobs.runners.cli:ShellJobRunner"},
        "pulsar": {"load": "galaxy.jobs.runners.pulsar:PulsarRESTJobRunner"},
        "aws": {"load": "galaxy.jobs.runners.aws:AWSBatchJobRunner"},
        "dynamic": {"rules_module": "rules"},
    },
    "execution": {"default": "local", "environments": {"local": {"runner": "local"}}},
    "tools": [],
}
RESOURCES = {"id": "d", "cores": 2, "memory": "4G", "time": "24:00:00"}


def environment(**keys: t.Any) -> dict[str, t.Any]:
    """Return the environment of a destination."""
    conf = with_destinations(CONF, [{**RESOURCES, **keys}])
    environments: dict[str, t.Any] = conf["execution"]["environments"]
    return dict(environments["d"])


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(
            {"runner": "slurm"},
            {"nativeSpecification": "--ntasks=1 --cpus-per-task=2 --mem=4096 --time=24:00:00"},
            id="slurm",
        ),
        pytest.param(
            {"runner": "drmaa", "system": "Grid Engine"},
            {"nativeSpecification": "-pe smp 2 -l h_vmem=2G,h_rt=24:00:00"},
            id="grid-engine",
        ),
        pytest.param(
            {"runner": "pulsar", "system": "Slurm", "params": {"url": "https://p"}},
            {
                "submit_native_specification": "--ntasks=1 --cpus-per-task=2 --mem=4096"
                " --time=24:00:00",
                "url": "https://p",
            },
            id="pulsar",
        ),
        pytest.param(
            {"runner": "aws", "time": None, "tags": ["cloud"]},
            {"vcpu": "2", "memory": "4096", "tags": ["cloud"]},
            id="aws",
        ),
    ],
)
def test_parameters_of_the_runner(keys: dict[str, t.Any], expected: dict[str, t.Any]) -> None:
    assert environment(**keys) == {"runner": keys["runner"], **expected}


def test_other_sections_are_kept() -> None:
    conf = with_destinations(CONF, [{"id": "d", "runner": "slurm"}])
    assert conf == {
        **CONF,
        "execution": {
            "default": "local",
            "environments": {"local": {"runner": "local"}, "d": {"runner": "slurm"}},
        },
    }
    assert "d" not in CONF["execution"]["environments"]


@pytest.mark.parametrize(
    ("keys", "option"),
    [
        pytest.param({"memory": 500}, "--mem=500", id="mebibytes"),
        pytest.param({"memory": "1.5 GB"}, "--mem=1536", id="unit"),
        pytest.param({"time": 86400}, "--time=24:00:00", id="time-without-quotes"),
        pytest.param({"time": "1-12:00:00"}, "--time=36:00:00", id="days"),
        pytest.param({"cores": "2"}, "--cpus-per-task=2", id="number-as-text"),
    ],
)
def test_amounts(keys: dict[str, t.Any], option: str) -> None:
    assert option in environment(runner="slurm", **keys)["nativeSpecification"].split()


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        pytest.param({"id": None}, "destination 1: missing 'id'", id="no-id"),
        pytest.param({"id": "local"}, "'local': duplicate id", id="duplicate-id"),
        pytest.param({"runner": "slrum"}, "Did you mean 'slurm'?", id="unknown-runner"),
        pytest.param(
            {"runner": "dynamic"}, "'dynamic' is unknown or has no 'load'", id="runner-without-load"
        ),
        pytest.param({"core": 1}, "unknown key 'core'. Did you mean 'cores'?", id="unknown-key"),
        pytest.param({"cores": 0}, "invalid cores '0'; expected a number from 1", id="no-cores"),
        pytest.param({"memory": "4 apples"}, "invalid memory '4 apples'", id="memory"),
        pytest.param(
            {"time": "24"}, "invalid time '24'; expected a string such as", id="ambiguous-time"
        ),
        pytest.param({"runner": "drmaa"}, "expected one of 'Slurm'", id="system-required"),
        pytest.param(
            {"runner": "aws"},
            "does not support 'seconds' (86400); expected only cores",
            id="unsupported-field",
        ),
    ],
)
def test_refused(keys: dict[str, t.Any], message: str) -> None:
    with pytest.raises(ClusterError) as error:
        with_destinations(CONF, [{**RESOURCES, "runner": "slurm", **keys}])
    assert message in str(error.value)
