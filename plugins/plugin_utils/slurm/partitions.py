# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm_partitions, checked."""

from __future__ import annotations

import typing as t
from collections.abc import Collection, Mapping, Sequence

from ...module_utils._errors import ClusterError
from .conf import Line
from .entries import named, only_default, refuse_twice, some
from .hostlist import expand
from .options import PARTITION

_DEBUG = {"name": "DEFAULT", "Default": "YES", "Nodes": "ALL", "State": "UP"}


def partitions(
    entries: Sequence[Mapping[str, t.Any]],
    members: Collection[str],
    version: str,
) -> list[Line]:
    """Return a line for each partition; members are nodes and node sets. Raises ClusterError.

    Without entries, or with none but DEFAULT, there is one, called debug as in Slurm's own
    examples, with all nodes.
    """
    if only_default(entries):
        entries = [_DEBUG, *entries, {"name": "debug"}]
    lines = named("slurm_partitions", entries, PARTITION, version)
    refuse_twice("slurm_partitions", [line.name for line in lines])
    known_members = {*members}
    for line in lines:
        _refuse_strangers(line, known_members)
    return lines


def _refuse_strangers(line: Line, members: Collection[str]) -> None:
    """Raise ClusterError when a partition says nothing of its nodes, or names one too many."""
    nodes = line.values.get("Nodes")
    if nodes is None:
        raise ClusterError(
            f"slurm_partitions: partition '{line.name}' names no node; expected Nodes: with a "
            "hostlist such as node[1-4], or ALL, or '' for a partition that is to have none yet."
        )
    if nodes.upper() == "ALL" or "{" in nodes:  # feature{gpu} and the like: Slurm knows
        return
    strangers = sorted({*expand(nodes, f"slurm_partitions, Nodes of '{line.name}'")} - {*members})
    if strangers:
        raise ClusterError(
            f"slurm_partitions: partition '{line.name}' names '{strangers[0]}', which is not "
            f"in slurm_nodes (it has {some(members)})."
        )
