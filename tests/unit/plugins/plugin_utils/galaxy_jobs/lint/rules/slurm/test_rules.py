# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about what jobs ask Slurm for and what its partitions have."""

from __future__ import annotations

import json

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import partitions
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse

CLUSTER = partitions(
    parse("""
NodeName=cloud1 State=CLOUD
NodeName=DEFAULT CPUs=32 RealMemory=128000
NodeName=node[1-4]
NodeName=slim CPUs=64 RealMemory=64000 Feature=fast
NodeName=gpu1 Gres=gpu:a100:2
PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-0
PartitionName=mixed Nodes=node1,slim MaxTime=10-0
PartitionName=gpu Nodes=gpu1 MaxMemPerNode=100000 QOS=gpu MaxTime=1-0
PartitionName=cloud Nodes=cloud1
PartitionName=wide Nodes=node[1-4] MaxNodes=2
PartitionName=later Nodes=""
""")
)
CLASSES = {
    "slurm": "slurm:SlurmJobRunner",
    "cli": "cli:ShellJobRunner",
    "pulsar": "pulsar:PulsarEmbeddedJobRunner",
}


def found(runner: str, params: dict[str, object]) -> list[Finding]:
    """Return what the slurm.conf shows in a job_conf with one destination."""
    document = {
        "runners": {runner: {"load": f"galaxy.jobs.runners.{CLASSES[runner]}"}},
        "execution": {"default": "main", "environments": {"main": {"runner": runner, **params}}},
    }
    job_conf = read_yaml(json.dumps(document), "job_conf.yml")
    findings = lint(Context(job_conf=job_conf, slurm_conf=CLUSTER))
    return [finding for finding in findings if finding.code.startswith("GJ7")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "-p mian", "GJ701 The cluster has no partition 'mian'. Did you mean 'main'?", id="701"
        ),
        pytest.param(
            "-p main,old", "GJ701 The cluster has no partition 'old'.", id="one of several"
        ),
        pytest.param(
            "-c 33",
            "GJ703 33 cores requested on one node, but the largest node of partition 'main' has 32.",
            id="cores of the default",
        ),
        pytest.param(
            "-N 1 -n 2 -c 33",
            "GJ703 33 cores requested on one node, but the largest node of partition 'main' has 32.",
            id="cores of a task",
        ),
        pytest.param(
            "--mem=128001",
            "GJ703 128001 MB requested on one node, but the largest node of partition 'main' has 128000 MB.",
            id="memory",
        ),
        pytest.param(
            "-p mixed -c 64 --mem=100000",
            "GJ703 64 cores and 100000 MB requested on one node, but no node of partition 'mixed' has both.",
            id="cores and memory",
        ),
        pytest.param(
            "-p gpu --mem=110000",
            "GJ703 110000 MB requested on one node, but MaxMemPerNode of partition 'gpu' is 100000.",
            id="limit of memory",
        ),
        pytest.param(
            "--gres=gpu:1",
            "GJ704 'gpu:1' requested, but no node of partition 'main' has any.",
            id="no gpu",
        ),
        pytest.param(
            "-p gpu --gres=gpu:a100:4",
            "GJ704 'gpu:a100:4' requested, but no node of partition 'gpu' has more than 2.",
            id="gpus",
        ),
        pytest.param(
            "-p mixed -C fats",
            "GJ704 Feature 'fats' requested, but no node of partition 'mixed' has it. Did you mean 'fast'?",
            id="feature",
        ),
        pytest.param(
            "--time=72:00:00",
            "GJ705 72:00:00 requested, but MaxTime of partition 'main' is 48:00:00.",
            id="time",
        ),
        pytest.param(
            "-p wide -N 3 -n 3",
            "GJ706 3 nodes requested, but a job in partition 'wide' gets at most 2.",
            id="nodes",
        ),
        pytest.param(
            "-N 1 -n 129",
            "GJ706 129 cores requested, but a job in partition 'main' gets at most 128.",
            id="all",
        ),
    ],
)
def test_found(text: str, expected: str) -> None:
    [finding] = found("slurm", {"nativeSpecification": text})
    assert f"{finding.code} {finding.message}" == expected


@pytest.mark.parametrize(
    ("runner", "params"),
    [
        ("slurm", {}),
        ("slurm", {"nativeSpecification": "-c 32 --mem=128000 --time=48:00:00"}),
        ("slurm", {"nativeSpecification": "-N 1 -n 128"}),
        ("slurm", {"nativeSpecification": "-p main,mixed -c 64 --time=100:00:00"}),
        ("slurm", {"nativeSpecification": "-p gpu --time=100:00:00 --gres=gpu:2"}),
        ("slurm", {"nativeSpecification": "--time=100:00:00 --qos=long"}),
        ("slurm", {"nativeSpecification": "-p cloud -c 500 --mem=9000000 --mem=0"}),
        ("slurm", {"nativeSpecification": "-p later -c 500"}),
        ("slurm", {"nativeSpecification": "-M other -p old"}),
        ("slurm", {"nativeSpecification": "-p mixed -C fast&slow"}),
        ("slurm", {"nativeSpecification": "-p $partition"}),
        ("slurm", {"nativeSpecification": "-N 1 -n 32 --mem-per-cpu=8000"}),
        ("cli", {"job_plugin": "Slurm", "job_partition": "gpu", "job_--gpus": "2"}),
        ("cli", {"job_plugin": "Slurm", "job_partition": "old", "job_-M": "other"}),
        ("cli", {"job_plugin": "LSF", "job_queue": "old"}),
        ("pulsar", {"submit_native_specification": "--partition=old"}),
    ],
    ids=str,
)
def test_nothing_found(runner: str, params: dict[str, object]) -> None:
    assert found(runner, params) == []


def test_the_word_is_shown() -> None:
    [finding] = found("cli", {"job_plugin": "Slurm", "job_partition": "mian"})
    assert finding.place.text == "mian"
    [finding] = found("slurm", {"nativeSpecification": "--comment=400 -c 40"})
    assert finding.place.text == "40"
    [finding] = found("slurm", {"nativeSpecification": "-N 1 --partition=old"})
    assert finding.place.text == "--partition=old"


def test_nothing_is_the_default() -> None:
    job_conf = read_yaml(
        """{runners: {s: {load: "slurm:SlurmJobRunner"}},
        execution: {default: main, environments: {main: {runner: s}}}}""".replace(
            "slurm:", "galaxy.jobs.runners.slurm:"
        ),
        "job_conf.yml",
    )
    cluster = partitions(parse("PartitionName=main Nodes=ALL"))
    findings = lint(Context(job_conf=job_conf, slurm_conf=cluster))
    assert [(finding.code, finding.place.text) for finding in findings] == [("GJ702", "main")]
