# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a document says, what the readers noted is reported, and nothing breaks."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_value,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    FORMATS,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import (
    IgnoredRule,
    ProblemRule,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read as read_resource_params,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read as read_destinations,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import parse
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = [
    "runners",
    "dynamic",
    "handling",
    "execution",
    "resources",
    "tools",
    "limits",
    "environments",
    "default",
    "processes",
    "assign",
    "tags",
    "groups",
    "local",
    "main",
    "load",
    "workers",
    "kwds",
    "params",
    "env",
    "resubmit",
    "metrics",
    "type",
    "value",
    "id",
    "class",
    "environment",
    "handler",
    "name",
    "file",
    "execute",
    "raw",
    "condition",
    "delay",
    "rules_module",
    "function",
    "destination_ids",
    "enabled",
    "docker_enabled",
    "walltime",
    "output_size",
    "concurrent_jobs",
    "tag",
    "window",
    "galaxy.jobs.runners.local:LocalJobRunner",
    "galaxy.jobs.runners.cli:ShellJobRunner",
    "runner",
    "choose_one",
    "rule_type",
    "rules",
    "lower_bound",
    "upper_bound",
    "default_destination",
    "users",
    "verbose",
    "arguments",
    "priority",
    "file_size",
    "src",
    "path",
    "disabled",
    "job_plugin",
    "dynamic_tpv",
]
scalars = st.sampled_from([*WORDS, None, True, 0, 4, "a,b", "1:00:00", "", " x", "10 GB"])
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(scalars, inner, max_size=5)
    ),
    max_leaves=30,
)
top = st.dictionaries(st.sampled_from(WORDS[:7]), values, max_size=7)
TAGS = [
    "plugins",
    "plugin",
    "handlers",
    "handler",
    "destinations",
    "destination",
    "param",
    "env",
    "resubmit",
    "job_metrics",
    "core",
    "resources",
    "group",
    "tools",
    "tool",
    "limits",
    "limit",
    "parameters",
    "option",
    "macros",
    "xml",
    "expand",
    "container",
]
ATTRIBUTES = [
    "id",
    "type",
    "load",
    "workers",
    "runner",
    "tags",
    "default",
    "fields",
    "destination",
    "handler",
    "condition",
    "raw",
    "file",
    "exec",
    "name",
    "macro",
    "assign_with",
    "class",
    "resources",
    "tag",
    "window",
    "enabled",
    "from_environ",
    "metrics",
]


def _written(value: t.Any) -> str:
    """Return a value as YAML in one line."""
    if isinstance(value, dict):
        pairs = (f"{_written(key)}: {_written(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, str):
        return f'"{value}"'
    return {None: "null", True: "true"}.get(value, str(value))


attributes = st.dictionaries(
    st.sampled_from(ATTRIBUTES), st.sampled_from([*WORDS, "runner", "a, b", "4"]), max_size=4
)
elements: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(["", "text", " 4 ", "<!-- noqa: GJ120 -->"]),
    lambda inner: st.builds(
        lambda tag, given, children: (
            f"<{tag}"
            + "".join(f' {name}="{value}"' for name, value in given.items())
            + f">{''.join(children)}</{tag}>"
        ),
        st.sampled_from(TAGS),
        attributes,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def check(context: Context) -> None:
    """Lint; each note of a reader must be taken by exactly one rule."""
    findings = lint(context)
    for report in FORMATS.values():
        report(findings)
    (document,) = context.documents()
    own = [rule for rule in RULES if rule.reads_diagnostics and context.has_all(rule.needs)]
    for problem in document.problems:
        takers = [
            rule.code for rule in own if isinstance(rule, ProblemRule) and rule.covers(problem)
        ]
        assert len(takers) == (problem.consequence != "unreadable"), (problem, takers)
    for ignored in document.ignored:
        takers = [
            rule.code for rule in own if isinstance(rule, IgnoredRule) and rule.covers(ignored)
        ]
        hidden = ignored.kind.startswith("beside-")
        assert len(takers) == 1 or hidden, (ignored, takers)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(top)
def test_job_conf_yaml(value: dict[str, t.Any]) -> None:
    document = parse(_written(value), "job_conf.yml")
    check(Context(job_conf=read_value(document.value, document.comments)))


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(values)
def test_tool_destinations(value: t.Any) -> None:
    check(Context(tool_destinations=read_destinations(_written(value), "t.yml")))


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(elements)
def test_xml(text: str) -> None:
    document = f"<job_conf>{text}</job_conf>"
    check(Context(job_conf=read_xml(document, "job_conf.xml", lambda _path: None)))
    check(Context(resource_params=read_resource_params(document, "r.xml")))
