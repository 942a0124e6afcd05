# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource parameters that tools show, and their numbers."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.resources import (
    parse_numbers,
    used_groups,
    visible_params,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read,
)

PARAMS = "<parameters><param name='cores'/><param name='gpus'/><param label='x'/></parameters>"
GROUPS = "groups: {small: [cores], large: [cores, gpus]}"


def job_conf(resources: str, tools: str = "[]") -> str:
    """Return a job_conf.yml with resource groups and tools."""
    return (
        "runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}\n"
        "execution: {default: a, environments: {a: {runner: local}}}\n"
        f"resources: {{{resources}}}\ntools: {tools}\n"
    )


@pytest.mark.parametrize(
    ("text", "groups", "params"),
    [
        pytest.param(job_conf(GROUPS), [], [], id="no-tool-shows-any"),
        pytest.param(job_conf(f"default: small, {GROUPS}"), ["small"], ["cores"], id="default"),
        pytest.param(
            job_conf(GROUPS, "[{id: t, resources: large}]"),
            *(["large"], ["cores", "gpus"]),
            id="tool",
        ),
        pytest.param(
            job_conf(GROUPS, "[{id: t, resources: small}, {id: T, resources: large}]"),
            *(["small"], ["cores"]),
            id="first-entry-of-a-tool",
        ),
        pytest.param(job_conf(f"default: tiny, {GROUPS}"), [], [], id="unknown-group"),
    ],
)
def test_visible(text: str, groups: list[str], params: list[str]) -> None:
    conf = read_yaml(text, "job_conf.yml")
    context = Context(job_conf=conf, resource_params=read(PARAMS, "params.xml"))
    assert [group.id.data for group in used_groups(conf)] == groups
    assert [param.name.data for param in visible_params(context)] == params


def test_all_params_are_visible_without_a_job_conf() -> None:
    context = Context(resource_params=read(PARAMS, "params.xml"))
    assert [param.name.data for param in visible_params(context)] == ["cores", "gpus"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        pytest.param(
            "type='integer' min='1' max='8' value='2'",
            {"value": 2, "min": 1, "max": 8},
            id="integer",
        ),
        pytest.param("type='float' max='0.5'", {"max": 0.5}, id="float"),
        pytest.param("type='integer' max='0.5'", {"max": None}, id="not-an-integer"),
        pytest.param("type='integer' value='' min=''", {"min": None}, id="empty"),
        pytest.param("type='text' value='2'", {}, id="text"),
        pytest.param("value='2'", {}, id="no-type"),
    ],
)
def test_numbers(attributes: str, expected: dict[str, float | None]) -> None:
    document = read(f"<parameters><param name='p' {attributes}/></parameters>", "params.xml")
    (param,) = document.params
    assert {name: number for name, (_value, number) in parse_numbers(param).items()} == expected
