# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that a cluster can never start."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import (
    parse_gres,
    partitions,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.feasibility import (
    Obstacle,
    SlurmRequest,
    find_obstacles,
    partition_names,
)

CLUSTER = partitions(
    parse("""
NodeName=cloud1 State=CLOUD
NodeName=DEFAULT CPUs=32 RealMemory=128000
NodeName=node[1-4]
NodeName=slim CPUs=64 RealMemory=64000 Feature=fast
NodeName=gpu[1-2] Gres=gpu:a100:2
PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-0
PartitionName=mixed Nodes=node1,slim MaxTime=10-0
PartitionName=gpu Nodes=gpu[1-2] MaxMemPerNode=100000 MaxTime=1-0
PartitionName=gpu_long Nodes=gpu[1-2] QOS=long MaxTime=1-0
PartitionName=cloud Nodes=cloud1
PartitionName=wide Nodes=node[1-4] MaxNodes=2
PartitionName=empty Nodes=""
""")
)


def obstacles(**request: t.Any) -> list[Obstacle]:
    """Return the reasons why the cluster can never start a request."""
    return list(find_obstacles(SlurmRequest(**request), CLUSTER))


@pytest.mark.parametrize(
    ("request_", "kind", "message", "field", "subject"),
    [
        pytest.param(
            {"partitions": ("main", "mian")},
            "unknown-partition",
            "The cluster has no partition 'mian'.",
            "partitions",
            "mian",
            id="one of two partitions is unknown",
        ),
        pytest.param(
            {"cores": 33},
            "exceeded-node-size",
            "33 cores requested on one node, but the largest node of partition 'main' has 32.",
            "cores",
            "33",
            id="cores of the single task",
        ),
        pytest.param(
            {"cores": 66, "tasks": 2},
            "exceeded-node-size",
            "33 cores requested on one node, but the largest node of partition 'main' has 32.",
            "cores",
            "33",
            id="cores of each task",
        ),
        pytest.param(
            {"memory_mb": 128001},
            "exceeded-node-size",
            "128001 MB requested on one node, but the largest node of partition 'main' has "
            "128000 MB.",
            "memory_mb",
            "128001",
            id="memory",
        ),
        pytest.param(
            {"partitions": ("mixed",), "cores": 64, "memory_mb": 64001},
            "exceeded-node-size",
            "64 cores and 64001 MB requested on one node, but no node of partition 'mixed' has "
            "both.",
            "memory_mb",
            "64001",
            id="cores and memory of different nodes",
        ),
        pytest.param(
            {"partitions": ("gpu",), "memory_mb": 100001},
            "exceeded-node-size",
            "100001 MB requested on one node, but MaxMemPerNode of partition 'gpu' is 100000.",
            "memory_mb",
            "100001",
            id="MaxMemPerNode",
        ),
        pytest.param(
            {"gres": parse_gres("gpu:1")},
            "unavailable-resource",
            "'gpu:1' requested, but no node of partition 'main' has any.",
            "gres",
            "gpu",
            id="no GPU",
        ),
        pytest.param(
            {"partitions": ("gpu",), "gres": parse_gres("gpu:a100:3")},
            "unavailable-resource",
            "'gpu:a100:3' requested, but no node of partition 'gpu' has more than 2.",
            "gres",
            "gpu",
            id="GPUs of one node",
        ),
        pytest.param(
            {"partitions": ("gpu",), "gres": parse_gres("gpu:5"), "gres_in_total": True},
            "unavailable-resource",
            "'gpu:5' requested, but all nodes of partition 'gpu' together have 4.",
            "gres",
            "gpu",
            id="GPUs of all nodes",
        ),
        pytest.param(
            {"partitions": ("main", "gpu"), "gres": parse_gres("gpu:h100:1")},
            "unavailable-resource",
            "'gpu:h100:1' requested, but no node of partitions 'main', 'gpu' has any.",
            "gres",
            "gpu",
            id="GPU of another type",
        ),
        pytest.param(
            {"partitions": ("mixed",), "features": "fats"},
            "unavailable-resource",
            "Feature 'fats' requested, but no node of partition 'mixed' has it.",
            "features",
            "fats",
            id="feature",
        ),
        pytest.param(
            {"seconds": 172801},
            "exceeded-time-limit",
            "48:00:01 requested, but MaxTime of partition 'main' is 48:00:00.",
            "seconds",
            "",
            id="time",
        ),
        pytest.param(
            {"partitions": ("wide",), "nodes": 3},
            "exceeded-partition-size",
            "3 nodes requested, but a job in partition 'wide' gets at most 2.",
            "nodes",
            "3",
            id="MaxNodes",
        ),
        pytest.param(
            {"nodes": 5},
            "exceeded-partition-size",
            "5 nodes requested, but a job in partition 'main' gets at most 4.",
            "nodes",
            "5",
            id="nodes",
        ),
        pytest.param(
            {"cores": 129, "tasks": 129},
            "exceeded-partition-size",
            "129 cores requested, but a job in partition 'main' gets at most 128.",
            "cores",
            "129",
            id="cores of all tasks",
        ),
    ],
)
def test_obstacle(
    request_: dict[str, t.Any], kind: str, message: str, field: str, subject: str
) -> None:
    [obstacle] = obstacles(**request_)
    assert obstacle[:4] == (kind, message, field, subject)


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({}, id="nothing requested"),
        pytest.param({"cores": 32, "memory_mb": 128000, "seconds": 172800}, id="all of a node"),
        pytest.param({"cores": 128, "tasks": 128, "nodes": 4}, id="all of a partition"),
        pytest.param({"partitions": ("main", "mixed"), "cores": 64}, id="one of two is enough"),
        pytest.param({"partitions": ("wide",), "seconds": 10**9}, id="no MaxTime"),
        pytest.param({"partitions": ("gpu_long",), "seconds": 172800}, id="QOS of a partition"),
        pytest.param({"qos": "long", "seconds": 10**9}, id="QOS of the job"),
        pytest.param({"partitions": ("cloud",), "cores": 500, "memory_mb": 10**9}, id="unknown size"),
        pytest.param({"partitions": ("empty",), "cores": 500, "nodes": 9}, id="no nodes yet"),
        pytest.param({"features": "fast&slow"}, id="operators"),
        pytest.param({"gres": parse_gres("none")}, id="gres none"),
        pytest.param({"partitions": ("gpu",), "gres": parse_gres("gpu:2")}, id="any type"),
    ],
)  # fmt: skip
def test_no_obstacle(request_: dict[str, t.Any]) -> None:
    assert obstacles(**request_) == []


def test_known_names() -> None:
    [unknown] = obstacles(partitions=("mian",))
    assert unknown.known == tuple(CLUSTER)
    [feature] = obstacles(partitions=("mixed",), features="slow")
    assert feature.known == ("fast",)


def test_several_obstacles_in_order() -> None:
    found = obstacles(partitions=("old", "main"), cores=500, tasks=10, seconds=10**6)
    assert [obstacle.kind for obstacle in found] == [
        "unknown-partition",
        "exceeded-node-size",
        "exceeded-time-limit",
        "exceeded-partition-size",
    ]


def test_cluster_without_a_default() -> None:
    cluster = partitions(parse("PartitionName=main Nodes=ALL"))
    [obstacle] = find_obstacles(SlurmRequest(cores=1), cluster)
    assert obstacle == Obstacle(
        "missing-default-partition",
        "No partition requested, and the cluster has no default partition.",
    )


def test_partition_names() -> None:
    assert partition_names(SlurmRequest(), CLUSTER) == ("main",)
    assert partition_names(SlurmRequest(partitions=("gpu", "old")), CLUSTER) == ("gpu", "old")
