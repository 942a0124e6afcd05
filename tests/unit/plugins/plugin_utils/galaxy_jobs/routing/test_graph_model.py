# SPDX-License-Identifier: GPL-3.0-or-later
"""A graph keeps each node and each reason once, in order."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Step
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.graph_model import (
    Graph,
    GraphNode,
)

ONE, OTHER = Step("", "one"), Step("", "other")


def test_a_node_is_added_once() -> None:
    graph = Graph()
    first = GraphNode("runner", "first", ())
    assert graph.add("key", first)
    assert not graph.add("key", GraphNode("runner", "second", ()))
    assert graph.nodes == {"key": first}


def test_reasons_of_an_edge_are_collected() -> None:
    graph = Graph()
    for reason in (ONE, OTHER, ONE):
        graph.connect("a", "b", reason)
    (edge,) = graph.edges
    assert edge.reasons == [ONE, OTHER]


def test_resubmissions_are_edges_of_their_own() -> None:
    graph = Graph()
    graph.connect("a", "b", ONE)
    graph.connect("a", "b", ONE, is_resubmission=True)
    graph.connect("b", "a", ONE)
    assert [(edge.source, edge.is_resubmission) for edge in graph.edges] == [
        ("a", False),
        ("a", True),
        ("b", False),
    ]
