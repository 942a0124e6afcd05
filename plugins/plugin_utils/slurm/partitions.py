# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Validates slurm_partitions and returns PartitionName lines."""

from __future__ import annotations

import typing as t
from collections.abc import Collection, Mapping, Sequence

from ...module_utils._errors import ClusterError
from .conf import Line
from .entries import has_only_defaults, parse_entries, quote_some, reject_duplicates
from .hostlist import expand
from .options import PARTITION

_DEFAULT = {"name": "DEFAULT", "Default": "YES", "Nodes": "ALL", "State": "UP"}


def compose_partitions(
    entries: Sequence[Mapping[str, t.Any]],
    members: Collection[str],
    version: str,
) -> list[Line]:
    """Return a line for each partition; members are nodes and node sets. Raises ClusterError.

    Without entries, or with DEFAULT entries only, there is one partition with all nodes. It is
    called debug, as in Slurm's own examples.
    """
    if has_only_defaults(entries):
        entries = [_DEFAULT, *entries, {"name": "debug"}]
    lines = parse_entries("slurm_partitions", entries, PARTITION, version)
    reject_duplicates("slurm_partitions", [line.name for line in lines])
    known_members = {*members}
    for line in lines:
        _reject_unknown_nodes(line, known_members)
    return lines


def _reject_unknown_nodes(line: Line, members: Collection[str]) -> None:
    """Raise ClusterError if the nodes of a partition are missing or unknown."""
    nodes = line.values.get("Nodes")
    if nodes is None:
        raise ClusterError(
            f"slurm_partitions: partition '{line.name}' has no Nodes; expected Nodes: with a "
            "hostlist such as node[1-4], or ALL, or '' for a partition without nodes."
        )
    if nodes.upper() == "ALL" or "{" in nodes:  # feature{gpu}: evaluated by Slurm
        return
    unknown = sorted({*expand(nodes, f"slurm_partitions, Nodes of '{line.name}'")} - {*members})
    if unknown:
        raise ClusterError(
            f"slurm_partitions: partition '{line.name}' has the unknown node '{unknown[0]}'; "
            f"expected nodes of slurm_nodes ({quote_some(members)})."
        )
