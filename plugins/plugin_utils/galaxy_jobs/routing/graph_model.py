# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A graph of tools, rules, destinations, runners and partitions."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..job import Step
from ..text import Span

NodeKind = t.Literal["tools", "rule", "destination", "runner", "partition", "failure"]
Mark = t.Literal["unreachable", "missing", "fails", "code"]

# The texts of marks.
MARKS: Mapping[Mark, str] = {
    "unreachable": "unreachable",
    "missing": "missing",
    "fails": "jobs fail here",
    "code": "decided by Python code",
}


class Member(t.NamedTuple):
    """A tool, destination, runner or partition that a node stands for, and its definition."""

    name: str
    place: Span | None


@dataclass
class GraphNode:
    """A station of jobs. Tools and rules that are treated alike share a node.

    details: its definition in YAML, without secrets.
    """

    kind: NodeKind
    title: str
    members: tuple[Member, ...]
    details: str = ""
    mark: Mark | None = None


# eq=False: edges are hashed by identity.
@dataclass(eq=False)
class Edge:
    """A connection between two nodes, by their keys, with all reasons for it.

    is_resubmission: jobs take it after a failure.
    """

    source: str
    target: str
    is_resubmission: bool = False
    reasons: list[Step] = field(default_factory=list)


class Graph:
    """Nodes by key, and edges, in the order in which jobs reach them."""

    def __init__(self) -> None:
        self.nodes: dict[str, GraphNode] = {}
        self.edges: list[Edge] = []
        self._edges: dict[tuple[str, str, bool], Edge] = {}
        self._reasons: set[tuple[Edge, Step]] = set()

    def add(self, key: str, node: GraphNode) -> bool:
        """Add a node unless its key exists. Return whether it was added."""
        is_new = key not in self.nodes
        if is_new:
            self.nodes[key] = node
        return is_new

    def connect(
        self, source: str, target: str, reason: Step, is_resubmission: bool = False
    ) -> None:
        """Add a reason to the edge between two nodes."""
        key = source, target, is_resubmission
        if key not in self._edges:
            self._edges[key] = Edge(source, target, is_resubmission)
            self.edges.append(self._edges[key])
        edge = self._edges[key]
        if (edge, reason) not in self._reasons:
            self._reasons.add((edge, reason))
            edge.reasons.append(reason)
