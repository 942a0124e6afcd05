# SPDX-License-Identifier: GPL-3.0-or-later
"""PartitionName lines from slurm_partitions."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm import (
    partitions as slurm_partitions,
)

Entry = dict[str, t.Any]


def partitions(*entries: Entry) -> dict[str, t.Mapping[str, str]]:
    """Return the values of each partition by its name, of three nodes and a node set."""
    lines = slurm_partitions.compose_partitions(entries, ["n1", "n2", "n3", "gpus"], "22.05.8")
    return {line.name: line.values for line in lines}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], {"debug": {"Default": "YES", "Nodes": "ALL", "State": "UP"}}, id="none"),
        pytest.param(
            [{"name": "DEFAULT", "MaxTime": 60, "State": "DOWN"}],
            {"debug": {"Default": "YES", "Nodes": "ALL", "State": "DOWN", "MaxTime": "60"}},
            id="only-defaults",
        ),
        pytest.param([{"name": "p", "Nodes": "all"}], {"p": {"Nodes": "all"}}, id="all"),
        pytest.param([{"name": "p", "Nodes": "n[1-2],n3"}], {"p": {"Nodes": "n[1-2],n3"}}, id="hl"),
        pytest.param([{"name": "p", "Nodes": ["n1", "n2"]}], {"p": {"Nodes": "n1,n2"}}, id="list"),
        pytest.param([{"name": "p", "Nodes": "gpus"}], {"p": {"Nodes": "gpus"}}, id="node-set"),
        pytest.param([{"name": "p", "Nodes": ""}], {"p": {"Nodes": ""}}, id="none-yet"),
        pytest.param(
            [{"name": "p", "Nodes": "feature{a,b}"}],
            {"p": {"Nodes": "feature{a,b}"}},
            id="function",
        ),
        pytest.param(
            [{"name": "p", "Nodes": "ALL", "default": True, "Maxtime": "1-00:00:00"}],
            {"p": {"Nodes": "ALL", "Default": "yes", "MaxTime": "1-00:00:00"}},
            id="spelling",
        ),
        pytest.param(
            [{"name": "DEFAULT", "Nodes": "n1"}, {"name": "p"}, {"name": "q", "Nodes": "n2"}],
            {"p": {"Nodes": "n1"}, "q": {"Nodes": "n2"}},
            id="defaults",
        ),
    ],
)
def test_partitions(entries: list[Entry], expected: dict[str, dict[str, str]]) -> None:
    assert partitions(*entries) == expected


@pytest.mark.parametrize(
    ("entries", "parts"),
    [
        pytest.param([{"Nodes": "ALL"}], ["entry 1 has no name"], id="no-name"),
        pytest.param([{"name": "p"}], ["'p' has no Nodes", "node[1-4], or ALL"], id="no-nodes"),
        pytest.param([{"name": "p", "Nodes": None}], ["Nodes of 'p' is None"], id="null"),
        pytest.param(
            [{"name": "p", "Nodes": "n[3-4]"}],
            ["'p' has the unknown node 'n4'", "expected nodes of slurm_nodes", "'n1'"],
            id="unknown-node",
        ),
        pytest.param(
            [{"name": "p", "Nodes": "ALL,n1"}],
            ["'p' has the unknown node 'ALL'"],
            id="all-and-more",
        ),
        pytest.param(
            [{"name": "p", "Nodes": "n[1-"}], ["Nodes of 'p': 'n[1-' is not a hostlist"], id="hl"
        ),
        pytest.param(
            [{"name": "p", "Nodes": "n1"}, {"name": "p", "Nodes": "n2"}],
            ["'p' is defined twice"],
            id="twice",
        ),
        pytest.param(
            [{"name": "p", "Nodes": "n1", "MaxTimes": 1}],
            ["'p' has 'MaxTimes'", "Did you mean 'MaxTime'?"],
            id="unknown-option",
        ),
        pytest.param(
            [{"name": "p", "PartitionName": "q"}], ["'p' also has 'PartitionName'"], id="two-names"
        ),
    ],
)
def test_invalid_partitions(entries: list[Entry], parts: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        partitions(*entries)
    assert [part for part in parts if part not in str(raised.value)] == [], str(raised.value)
