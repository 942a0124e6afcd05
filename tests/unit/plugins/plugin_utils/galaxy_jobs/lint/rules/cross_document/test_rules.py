# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules say of resource parameters, and of documents beside a job_conf."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read as read_params,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read as read_destinations,
)

CONF = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
execution:
  default: first
  environments:
    main: {runner: local, tags: [small]}
"""
DTD = "first: {runner: dynamic, type: dtd}"
DESTINATIONS = "verbose: false\ndefault_destination: main\n"
RULE = "{rule_type: file_size, lower_bound: 0, upper_bound: 1 GB, destination: %s}"


def of_params(*params: str, conf: str | None = None) -> list[str]:
    text = f"<parameters>{''.join(params)}</parameters>"
    job_conf = None if conf is None else read_yaml(conf, "job_conf.yml")
    context = Context(job_conf=job_conf, resource_params=read_params(text, "params.xml"))
    return [finding.code for finding in lint(context)]


def of_tools(destination: str, environments: str, tools: str = "") -> list[str]:
    conf = read_yaml(f"{CONF}    {environments}\n{tools}", "job_conf.yml")
    rules = f"tools:\n  bwa:\n    rules:\n      - {RULE % destination}\n"
    given = read_destinations(DESTINATIONS + rules, "tool_destinations.yml")
    return [finding.code for finding in lint(Context(conf, given))]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        pytest.param('type="integer" min="1" max="16" value=""', [], id="no-default"),
        pytest.param('type="integer" min="4" max="4" value="4"', [], id="one-number"),
        pytest.param('type="float" min="0.5" value=".5"', [], id="float"),
        pytest.param('type="text" value="x" min="y"', [], id="text"),
        pytest.param('type="integer" value="2.5"', ["GJ306"], id="fraction"),
        pytest.param('type="integer" min="" max="4"', ["GJ306"], id="empty-minimum"),
        pytest.param('type="float" min="2" max="1" value="9"', ["GJ307"], id="contradiction"),
        pytest.param('type="integer" max="4" value="5"', ["GJ308"], id="too-much"),
        pytest.param('type="Integer"', ["GJ305"], id="case"),
        pytest.param('type=""', ["GJ305"], id="empty-type"),
        pytest.param("", ["GJ305"], id="no-type"),
        pytest.param('type="select" optional="true"', [], id="optional"),
        pytest.param('type="select"', ["GJ309"], id="no-options"),
    ],
)
def test_param(attributes: str, expected: list[str]) -> None:
    assert of_params(f'<param name="a" {attributes}/>') == expected


def test_options_from_elsewhere() -> None:
    assert of_params('<param name="a" type="select"><options from_file="x"/></param>') == []


def test_params_that_no_tool_shows_break_nothing() -> None:
    params = ['<param name="a" type="integer" value="1"/>', '<param name="b" type="int"/>']
    conf = CONF.replace("first", "main") + "resources: {default: g, groups: {g: [a]}}\n"
    assert of_params(*params, conf=conf) == ["GJ511"]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param("default: g, groups: {g: [a]}", [], id="there"),
        pytest.param("default: g, groups: {g: [a, b]}", ["GJ510"], id="not-there"),
        pytest.param("default: g, groups: {g: [a], h: [b]}", ["GJ184"], id="not-used"),
        pytest.param("default: g, groups: {g: [a, ' a']}", ["GJ183"], id="blank"),
    ],
)
def test_groups(groups: str, expected: list[str]) -> None:
    conf = CONF.replace("first", "main") + f"resources: {{{groups}}}\n"
    assert of_params('<param name="a" type="integer" value="1"/>', conf=conf) == expected


@pytest.mark.parametrize(
    ("destination", "environment", "expected"),
    [
        pytest.param("main", DTD, [], id="id"),
        pytest.param("small", DTD, [], id="tag"),
        pytest.param("fail, fail_message: no", DTD, [], id="fail"),
        pytest.param("gone, fail_message: no", DTD, ["GJ217"], id="replaced-by-fail"),
        pytest.param("gone", DTD, ["GJ501"], id="gone"),
        pytest.param("first", DTD, ["GJ502"], id="circle"),
        pytest.param("first", DTD.replace("dtd", "dtd, path: x.yml"), [], id="other-rules"),
        pytest.param("gone", "first: {runner: dynamic, function: f}", [], id="a-rule-may-ask"),
        pytest.param("gone", "first: {runner: local}", ["GJ503"], id="not-asked"),
    ],
)
def test_destinations(destination: str, environment: str, expected: list[str]) -> None:
    found = of_tools(destination, environment)
    assert [code for code in found if code not in ("GJ154", "GJ160")] == expected


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        pytest.param("BWA", [], id="without-case"),
        pytest.param("a.org/repos/b/c/bwa/1.0", [], id="long-id"),
        pytest.param("bwa_mem", ["GJ504"], id="another"),
    ],
)
def test_mapped_tools(tool: str, expected: list[str]) -> None:
    assert of_tools("main", DTD, f"tools: [{{id: {tool}, environment: first}}]\n") == expected


@pytest.mark.parametrize(
    ("environments", "tools", "expected"),
    [
        pytest.param([], "[{id: x/repos/a/b/BWA/1, environment: sized}]", [], id="long-id"),
        pytest.param([], "[{class: local, environment: sized}]", [], id="class"),
        pytest.param(
            ["again: {runner: local, resubmit: [{environment: sized}]}"],
            "[{id: spades, environment: sized}, {id: y, environment: again}]",
            ["GJ504"],
            id="resubmitted",
        ),
        pytest.param(
            ["any: {runner: dynamic, type: choose_one, destination_ids: 'main,sized'}"],
            "[{id: spades, environment: sized}, {id: y, environment: any}]",
            ["GJ504"],
            id="chosen",
        ),
        pytest.param(
            [], "[{id: spades, environment: sized}]", ["GJ504", "GJ505"], id="never-asked"
        ),
    ],
)
def test_tools_that_never_come(environments: list[str], tools: str, expected: list[str]) -> None:
    more = "".join(f"    {environment}\n" for environment in environments)
    conf = CONF.replace("default: first", "default: main") + f"    {DTD.replace('first', 'sized')}"
    job_conf = read_yaml(f"{conf}\n{more}tools: {tools}\n", "job_conf.yml")
    rules = f"tools:\n  bwa:\n    rules:\n      - {RULE % 'main'}\n"
    given = read_destinations(DESTINATIONS + rules, "tool_destinations.yml")
    assert [finding.code for finding in lint(Context(job_conf, given))] == expected
