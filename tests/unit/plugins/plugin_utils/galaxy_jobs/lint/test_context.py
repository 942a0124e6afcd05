# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that are linted together: which are there, and which could be read."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    DiagnosticKind,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_ini import (
    read_ini,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    FATAL,
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read as read_rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read as read_destinations,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import partitions
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse

CONF = read_yaml(
    """\
runners: {slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}}
execution:
  default: d
  environments:
    d: {runner: slurm, native_specification: --partition=gpux}
""",
    "job_conf.yml",
)
BROKEN = read_yaml("runners: [", "job_conf.yml")
DESTINATIONS = read_destinations("default_destination: d\nverbose: true\n", "dtd.yml")
RULES = tuple(read_rules("def a():\n    pass\n", path) for path in ("a.py", "b.py"))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        pytest.param("job_conf", 1, id="one"),
        pytest.param("rules", 2, id="several"),
        pytest.param("pulsars", 0, id="empty"),
        pytest.param("resource_params", 0, id="missing"),
    ],
)
def test_documents_of(name: str, count: int) -> None:
    context = Context(job_conf=CONF, rules=RULES, pulsars=())
    assert len(context.documents_of(name)) == count


def test_documents() -> None:
    context = Context(job_conf=CONF, tool_destinations=DESTINATIONS, rules=RULES)
    assert list(context.documents()) == [CONF, DESTINATIONS, *RULES]
    assert list(Context().documents()) == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param((), True, id="nothing-needed"),
        pytest.param(("job_conf",), True, id="present"),
        pytest.param(("job_conf", "rules"), True, id="present-though-empty"),
        pytest.param(("job_conf", "slurm_conf"), False, id="missing"),
    ],
)
def test_has_all(names: tuple[str, ...], expected: bool) -> None:
    assert Context(job_conf=CONF, rules=()).has_all(names) is expected


def test_readable_leaves_out_broken_documents() -> None:
    readable = Context(job_conf=BROKEN, tool_destinations=DESTINATIONS, rules=RULES).readable()
    assert readable.job_conf is None
    assert readable.tool_destinations is DESTINATIONS
    assert readable.rules == RULES


def test_readable_keeps_documents_with_other_problems() -> None:
    conf = read_yaml("runners: {}\nexecution: {default: x}\n", "job_conf.yml")
    assert conf.problems
    assert Context(job_conf=conf).readable().job_conf is conf


def test_readable_leaves_out_a_universe_wsgi_ini() -> None:
    conf = read_ini("[app:main]\nstart_job_runners = pbs\n", "universe_wsgi.ini")
    assert Context(job_conf=conf).readable().job_conf is None


def test_fatal_kinds_exist() -> None:
    assert set(t.get_args(DiagnosticKind)) >= FATAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("PartitionName=gpu Nodes=n1", [("d", "unknown-partition")], id="unknown"),
        pytest.param("PartitionName=gpux Nodes=n1", [], id="known"),
    ],
)
def test_obstacles(text: str, expected: list[tuple[str, str]]) -> None:
    cluster = partitions(parse(f"NodeName=n1 CPUs=4\n{text}\n"))
    found = Context(job_conf=CONF, slurm_conf=cluster).obstacles
    assert [(destination.id.data, obstacle.kind) for destination, obstacle in found] == expected


def test_nothing_is_requested_without_documents() -> None:
    assert Context(slurm_conf={}).parsed_requests == ()
    assert Context(slurm_conf={}).obstacles == ()
    assert Context(job_conf=CONF).obstacles == ()
