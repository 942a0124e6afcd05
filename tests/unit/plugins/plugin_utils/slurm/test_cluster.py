# SPDX-License-Identifier: GPL-3.0-or-later
"""The partitions and nodes of a slurm.conf."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import (
    Gres,
    Node,
    Partition,
    parse_gres,
    partitions,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse

PLAIN = Node(4, 8000, (), frozenset())


def read(*lines: str) -> dict[str, Partition]:
    """Return the partitions of a slurm.conf with these lines."""
    return partitions(parse("\n".join(lines)))


def test_defaults_and_hostlists() -> None:
    found = read(
        "NodeName=DEFAULT CPUs=4 RealMemory=8000",
        "NodeName=n[1-3]",
        "NodeName=big RealMemory=64000 MemSpecLimit=1000 Feature=fast,ssd Gres=gpu:a100:2",
        "PartitionName=DEFAULT Nodes=ALL MaxTime=1-0",
        "PartitionName=main Default=YES Nodes=n[1-3]",
        "PartitionName=all MaxNodes=2 QOS=long",
    )
    big = Node(4, 63000, (Gres("gpu", "a100", 2),), frozenset({"fast", "ssd"}))
    assert found == {
        "main": Partition("main", {PLAIN: 3}, default=True, seconds=86400),
        "all": Partition("all", {big: 1, PLAIN: 3}, seconds=86400, max_nodes=2, qos="long"),
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("PartitionName=p Nodes=set1", {PLAIN: 2}),
        ("PartitionName=p Nodes=set2,n1", {PLAIN: 1}),
        ("PartitionName=p Nodes=feature{fast}", None),
        ("PartitionName=p Nodes=elsewhere", None),
        ("PartitionName=p", {}),
    ],
)
def test_nodes_of_a_partition(line: str, expected: dict[Node, int] | None) -> None:
    nodes = "NodeName=n[1-4] CPUs=4 RealMemory=8000"
    sets = ("NodeSet=set1 Nodes=n[1-2]", "NodeSet=set2 Feature=none")
    assert read(nodes, *sets, line)["p"].nodes == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sockets=2 CoresPerSocket=8 ThreadsPerCore=2", Node(32, None, (), frozenset())),
        ("State=CLOUD", Node(None, None, (), frozenset())),
        ("CPUs=4 RealMemory=8K", Node(4, 8192, (), frozenset())),
    ],
)
def test_node(line: str, expected: Node) -> None:
    assert read(f"NodeName=n1 {line}", "PartitionName=p Nodes=n1")["p"].nodes == {expected: 1}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("MaxTime=UNLIMITED MaxMemPerNode=UNLIMITED", (None, None)),
        ("MaxTime=60 MaxMemPerNode=4000", (3600, 4000)),
        ("", (None, 9000)),
    ],
)
def test_limits(line: str, expected: tuple[int | None, int | None]) -> None:
    found = read("MaxMemPerNode=9000", f"PartitionName=p Nodes=ALL {line}")["p"]
    assert (found.seconds, found.memory_mb) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gpu", Gres("gpu", None, 1)),
        ("gpu:2", Gres("gpu", None, 2)),
        ("gpu=2", Gres("gpu", None, 2)),
        ("gres/gpu:tesla", Gres("gpu", "tesla", 1)),
        ("gpu:tesla:2(S:0-1)", Gres("gpu", "tesla", 2)),
        ("bandwidth:lustre:no_consume:4G", Gres("bandwidth", "lustre", 4 * 1024**3)),
    ],
)
def test_parse_gres(text: str, expected: Gres) -> None:
    assert parse_gres(text) == (expected,)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["NodeName=n1 CPUs=four"], "NodeName=n1"),
        (["NodeName=n1 RealMemory=8GB"], "RealMemory is '8GB'"),
        (["NodeName=n[1-"], "not a hostlist"),
        (["PartitionName=p MaxTime=long"], "not a time limit"),
    ],
)
def test_invalid_value(lines: list[str], message: str) -> None:
    with pytest.raises(ClusterError, match=message.replace("[", r"\[")):
        read(*lines)
