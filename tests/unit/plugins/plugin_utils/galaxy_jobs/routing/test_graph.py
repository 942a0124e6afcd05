# SPDX-License-Identifier: GPL-3.0-or-later
"""The graph of a configuration: nodes, edges, and marks."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.graph import (
    draw,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.graph_model import (
    Graph,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.python_rules import (
    Rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read as read_rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.routing.drawing import (
    CONF,
    RULES,
    different_tools,
    draw_site,
)

SLURM = """
ClusterName=galaxy
NodeName=node1 CPUs=4
PartitionName=main Nodes=node1
PartitionName=all Nodes=node1 Default=YES
PartitionName=spare Nodes=node1
"""


def edges_of(found: Graph) -> set[tuple[str, str, str]]:
    """Return the titles at both ends of each edge, and its first reason."""
    return {
        (found.nodes[edge.source].title, found.nodes[edge.target].title, edge.reasons[0].reason)
        for edge in found.edges
    }


def marks_of(found: Graph) -> dict[str, str]:
    return {node.title: node.mark for node in found.nodes.values() if node.mark}


def test_edges_of_tools() -> None:
    found = edges_of(draw_site())
    assert {
        ("a", "dtd (dtd)", ""),
        ("dtd (dtd)", "a\n2 rules", ""),
        ("a\n2 rules", "big", "bytes: 0 to below 10 GB"),
        ("a\n2 rules", "Galaxy fails the job", "bytes: 10 GB and more"),
        ("a\n2 rules", "small", "else"),
        ("dtd (dtd)", "small", "any other tool"),
        ("b", "tag cluster", ""),
        ("tag cluster", "more", ""),
        ("pick (choose_one)", "nowhere", "one of 2, by job id"),
        ("any other tool: the default environment", "small", ""),
        ("small", "big", "after any_failure"),
        ("slurm", "main", ""),
    } <= found


def test_unreachable_and_missing_nodes() -> None:
    assert marks_of(draw_site()) == {
        "nowhere": "missing",
        "old": "unreachable",
        "gone": "missing",
        "idle": "unreachable",
    }


def test_partitions_of_the_cluster() -> None:
    conf = CONF.replace("runner: gone", "runner: slurm")
    found = draw_site(conf, slurm=SLURM)
    assert ("slurm", "all", "") in edges_of(found)
    assert marks_of(found) == {
        "nowhere": "missing",
        "old": "unreachable",
        "other": "missing",
        "idle": "unreachable",
        "spare": "unreachable",
    }


def test_nothing_is_unreachable_if_code_decides() -> None:
    conf = CONF.replace("type: choose_one, destination_ids: ", "function: f, x: ")
    assert marks_of(draw_site(conf)) == {"pick (python)": "code", "gone": "missing"}


def test_the_text_of_a_rule_names_destinations() -> None:
    conf = CONF.replace("type: choose_one, destination_ids: ", "function: f, x: ")
    modules = (read_rules("def f(job):\n    return 'more'\n", "rules/one.py"),)
    router = Router(read_yaml(conf, "c"), {None: read(RULES, "d")}, Rules(modules))
    found = draw(router, tool="c")
    assert ("pick (python)", "more", "named in its source") in edges_of(found)
    places = [member.place for node in found.nodes.values() for member in node.members]
    assert any(place and str(place.position) == "rules/one.py:1:5" for place in places)


def test_one_tool() -> None:
    titles = {node.title for node in draw_site(tool="a").nodes.values()}
    assert {"a", "dtd (dtd)", "a\n2 rules", "big", "small"} < titles
    assert not titles & {"b", "c", "old", "nowhere", "idle"}


def test_tools_that_are_treated_alike_are_one_node() -> None:
    tools = "".join(f"  - {{id: t{number}, environment: big}}\n" for number in range(1000))
    found = draw_site(CONF + tools)
    (node,) = [node for node in found.nodes.values() if len(node.members) == 1000]
    assert node.title == "1000 tools\nt0\nt1\nt2\nand 997 more"
    assert len(found.nodes) < 30
    assert node.members[999].place is not None
    assert str(node.members[999].place.position) == "job_conf.yml:1018:5"


def test_tools_with_the_same_rules_are_one_node() -> None:
    rules = RULES + RULES.partition("  a:")[2].partition("  z:")[0].join(["  y:", ""])
    titles = [node.title for node in draw_site(rules=rules).nodes.values()]
    assert "a\ny\n2 rules" in titles


@pytest.mark.parametrize(
    ("destinations", "groups"),
    [
        pytest.param(4, 10, id="by-all-destinations"),
        pytest.param(20, 20, id="by-default"),
        pytest.param(70, 1, id="all"),
    ],
)
def test_tools_with_different_rules_are_merged(destinations: int, groups: int) -> None:
    found = draw_site(*different_tools(destinations))
    grouped = [node for node in found.nodes.values() if node.title.endswith("with its own rules")]
    assert (len(grouped), sum(len(node.members) for node in grouped)) == (groups, 1000)
    reasons = [step for edge in found.edges for step in edge.reasons if step.action == "t7, rule 1"]
    assert [step.reason for step in reasons] == ["bytes: 7 and more"]


def test_default_resubmission_is_drawn() -> None:
    conf = read_yaml(CONF, "job_conf.yml")
    config = {"default_job_resubmission_condition": "memory_limit_reached"}
    found = edges_of(draw(Router(conf, {None: read(RULES, "t.yml")}, config=config)))
    assert {
        ("big", "big", "after memory_limit_reached"),
        ("small", "big", "after any_failure"),
    } <= found


def test_a_file_that_fails_all_jobs() -> None:
    found = draw_site(rules=RULES.replace("destination: big", "destination: bog"))
    assert marks_of(found)["dtd (dtd)"] == "fails"
    (node,) = [node for node in found.nodes.values() if node.mark == "fails"]
    assert "'bog'" in node.details
