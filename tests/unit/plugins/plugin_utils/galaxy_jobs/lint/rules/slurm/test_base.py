# SPDX-License-Identifier: GPL-3.0-or-later
"""Where rules report a request that the cluster can never fulfill."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.slurm.base import (
    SlurmRule,
    place_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.feasibility import Obstacle
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    context_of,
)

CONF = """\
runners:
  r: {load: galaxy.jobs.runners.%s}
execution:
  default: main
  environments:
    main: {runner: r%s}
"""
CLUSTER = b"NodeName=n1 CPUs=8\nPartitionName=main Nodes=n1 Default=YES MaxTime=60\n"
DRMAA = "slurm:SlurmJobRunner"
CLI = "cli:ShellJobRunner"


class Partition(SlurmRule):
    """A rule about one kind of obstacle."""

    code = "GJ799"
    name = "unknown-partition"


@pytest.mark.parametrize(
    ("runner", "params", "field", "subject", "expected"),
    [
        pytest.param(
            DRMAA, "nativeSpecification: --mem=1 -c 64", "cores", "64", "64", id="short option"
        ),
        pytest.param(
            DRMAA,
            "nativeSpecification: --mem=1 --cpus-per-task=64",
            "cores",
            "64",
            "--cpus-per-task=64",
            id="long option",
        ),
        pytest.param(
            DRMAA, "nativeSpecification: -n 2 -c 64", "cores", "64", "64", id="exact value first"
        ),
        pytest.param(
            DRMAA, "nativeSpecification: -n 2 -c 64", "cores", "128", "2", id="first option"
        ),
        pytest.param(
            DRMAA, "nativeSpecification: -n 2", "memory_mb", "1", "-n 2", id="all options"
        ),
        pytest.param(
            CLI,
            "job_plugin: Slurm, job_partition: x, job_time: 9-0",
            "seconds",
            "",
            "9-0",
            id="parameter",
        ),
        pytest.param(DRMAA, "", "partitions", "x", "main", id="destination"),
    ],
)
def test_place(runner: str, params: str, field: str, subject: str, expected: str) -> None:
    text = CONF % (runner, f", {params}" if params else "")
    conf = context_of({"job_conf.yml": text.encode()}).job_conf
    assert conf is not None
    obstacle = Obstacle("exceeded-node-size", "No.", field, subject)
    assert place_of(conf.destinations[0], obstacle).text == expected


@pytest.mark.parametrize(
    ("specification", "expected"),
    [
        pytest.param(
            "-p mian",
            ["The cluster has no partition 'mian'. Did you mean 'main'?"],
            id="unknown partition",
        ),
        pytest.param("-p main", [], id="known partition"),
        pytest.param("-p main -t 2:00:00", [], id="obstacle of another kind"),
    ],
)
def test_obstacles_of_the_name(specification: str, expected: list[str]) -> None:
    text = CONF % (DRMAA, f", nativeSpecification: '{specification}'")
    context = context_of({"job_conf.yml": text.encode(), "slurm.conf": CLUSTER})
    assert [finding.message for finding in Partition().check(context)] == expected
    assert bool(context.obstacles) is (specification != "-p main")
