# SPDX-License-Identifier: GPL-3.0-or-later
"""Tools with the same rules are one group; with too many groups, they are merged."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import (
    tool_groups,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.destinations import (
    Destinations,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.plan import (
    Plan,
    plan,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

CONF = """
runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}
execution:
  default: a
  environments: {a: {runner: local}, b: {runner: local}, c: {runner: local}}
"""
DTD = """
verbose: false
default_destination: {priority: {low: a, high: b}}
default_priority: low
users: {boss@b.org: {priority: high}}
tools:
  one: &one
    rules:
      - {rule_type: file_size, lower_bound: 1 KB, upper_bound: Infinity, destination: b}
    default_destination: a
  two: *one
  three:
    rules:
      - {rule_type: file_size, lower_bound: 2 KB, upper_bound: Infinity, destination: b}
    default_destination: a
  four:
    rules:
      - {rule_type: records, lower_bound: 1, upper_bound: 2, fail_message: 'No.'}
      - {rule_type: arguments, arguments: {x: 1}, users: [z@b.org, a@b.org],
         destination: {priority: {low: a, high: c}}}
  five: {default_destination: {priority: {low: c}}}
"""


def planned() -> Plan:
    conf = read_yaml(CONF, "job_conf.yml")
    return plan(read(DTD, "dtd.yml"), Destinations(conf).by_name)


def names(groups: list[tool_groups.Tools]) -> list[list[str]]:
    return [[name for name, _tool in group] for group in groups]


@pytest.mark.parametrize(
    ("max_groups", "expected"),
    [
        pytest.param(4, [["one", "two"], ["three"], ["four"], ["five"]], id="same-rules"),
        pytest.param(3, [["one", "two", "three"], ["four"], ["five"]], id="same-destinations"),
        pytest.param(1, [["one", "two", "three", "four", "five"]], id="all"),
    ],
)
def test_groups(
    max_groups: int, expected: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool_groups, "_MAX_GROUPS", max_groups)
    found = planned()
    tools = [(str(name), tool) for name, tool in found.tools.items()]
    assert names(tool_groups.group_tools(tools, found)) == expected


def test_rules_in_words() -> None:
    first, second = planned().tools["four"].rules
    assert tool_groups.condition_of(first).startswith("records: 1 to ")
    assert tool_groups.condition_of(second) == "by parameters, for a@b.org, z@b.org"
    assert list(tool_groups.names_of(first)) == [(None, "")]
    assert list(tool_groups.names_of(second)) == [("a", ", priority low"), ("c", ", priority high")]


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        ("one", [("", "a")]),
        ("four", [(", priority low", "a"), (", priority high", "b")]),
        ("five", [(", priority low", "c")]),
    ],
)
def test_defaults(tool: str, expected: list[tuple[str, str]]) -> None:
    found = planned()
    defaults = tool_groups.defaults_of(found.tools[tool], found)
    assert [(suffix, value.data) for suffix, value in defaults] == expected


def test_first_place() -> None:
    place = tool_groups.first_place(planned().tools["three"])
    assert place is not None
    assert place.position.line == 14
