# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to the cluster of a slurm.conf, from the parameters of destinations."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.read import read
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.slurm_request import (
    slurm_request,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import Gres
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.feasibility import (
    SlurmRequest,
)

SLURM = "galaxy.jobs.runners.slurm:SlurmJobRunner"
CLI = "galaxy.jobs.runners.cli:ShellJobRunner"
PULSAR = "galaxy.jobs.runners.pulsar:PulsarEmbeddedJobRunner"


def request_of(runner_class: str, params: dict[str, t.Any]) -> SlurmRequest | None:
    """Return the request of a destination with these parameters."""
    native = read(runner_class, params)
    assert native is not None
    return slurm_request(runner_class, params, native)


def test_native_specification() -> None:
    text = "-p main,gpu -N 1 -n 2 -c 4 --mem=8000 -t 1:00:00 --gres=gpu:a100:1 -C fast --qos=long"
    assert request_of(SLURM, {"nativeSpecification": text}) == SlurmRequest(
        partitions=("main", "gpu"),
        nodes=1,
        tasks=2,
        cores=8,
        memory_mb=8000,
        seconds=3600,
        gres=(Gres("gpu", "a100", 1),),
        features="fast",
        qos="long",
    )


def test_job_parameters() -> None:
    params = {"job_plugin": "Slurm", "job_partition": "gpu", "job_--gpus": "2"}
    assert request_of(CLI, params) == SlurmRequest(
        partitions=("gpu",), gres=(Gres("gpu", None, 2),), gres_in_total=True
    )


def test_memory_of_several_tasks_is_not_known() -> None:
    several = request_of(SLURM, {"nativeSpecification": "-n 32 --mem-per-cpu=8000"})
    single = request_of(SLURM, {"nativeSpecification": "-c 32 --mem-per-cpu=8000"})
    assert several is not None
    assert several.memory_mb is None
    assert single is not None
    assert single.memory_mb == 256000


@pytest.mark.parametrize(
    ("runner_class", "params"),
    [
        pytest.param(SLURM, {"nativeSpecification": "-M other -p old"}, id="other cluster"),
        pytest.param(
            CLI, {"job_plugin": "Slurm", "job_--clusters": "other"}, id="other cluster of sbatch"
        ),
        pytest.param(SLURM, {"nativeSpecification": "-p $partition"}, id="filled in later"),
        pytest.param(CLI, {"job_plugin": "LSF", "job_queue": "long"}, id="LSF"),
        pytest.param(PULSAR, {"submit_native_specification": "--partition=old"}, id="Pulsar"),
    ],
)
def test_not_of_this_cluster(runner_class: str, params: dict[str, t.Any]) -> None:
    assert request_of(runner_class, params) is None
