# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes to destinations whose jobs a cluster can never start."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.cluster import (
    RULE_CODES,
    on_cluster,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.destinations import (
    Destinations,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
    Target,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import partitions
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse

CONF = """
runners:
  slurm: {load: "galaxy.jobs.runners.slurm:SlurmJobRunner"}
  local: {load: "galaxy.jobs.runners.local:LocalJobRunner"}
execution:
  default: main
  environments:
    main: {runner: slurm}
"""
CLUSTER = partitions(parse("NodeName=n1 CPUs=4\nPartitionName=main Nodes=n1 Default=YES"))


def limits(runner: str, params: dict[str, t.Any]) -> list[tuple[str, str]]:
    """Return what keeps a job at a target with these parameters."""
    destinations = Destinations(read_yaml(CONF, "job_conf.yml"))
    route = Route((), target=Target("main", runner, params))
    return [(step.action, step.reason) for step in on_cluster(route, destinations, CLUSTER).limits]


def test_codes_are_those_of_the_rules() -> None:
    names = {rule.name: rule.code for rule in RULES if rule.code.startswith("GJ70")}
    assert names == RULE_CODES


def test_obstacle() -> None:
    assert limits("slurm", {"nativeSpecification": "-p mian"}) == [
        ("never starts (GJ701)", "The cluster has no partition 'mian'. Did you mean 'main'?")
    ]


@pytest.mark.parametrize(
    ("runner", "params"),
    [
        ("slurm", {"nativeSpecification": "-c 4"}),
        ("local", {"nativeSpecification": "-p mian"}),
        ("unknown", {"nativeSpecification": "-p mian"}),
    ],
)
def test_no_obstacle(runner: str, params: dict[str, t.Any]) -> None:
    assert limits(runner, params) == []


def test_failed_route() -> None:
    destinations = Destinations(read_yaml(CONF, "job_conf.yml"))
    assert on_cluster(Route(()), destinations, CLUSTER) == Route(())
