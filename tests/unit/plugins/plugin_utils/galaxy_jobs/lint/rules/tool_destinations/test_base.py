# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rule of a tool_destinations.yml matches which jobs, and priorities."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.tool_destinations import (
    base,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.model import (
    ToolDestinations,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    context_of,
)

SIZE = "rule_type: file_size, destination: d, lower_bound: %s, upper_bound: %s"
ARGUMENTS = "rule_type: arguments, destination: d, arguments: {%s}"
ALL = SIZE % (0, "Infinity")


def conf_of(*rules: str, top: str = "default_destination: d") -> ToolDestinations:
    """Return a document with the rules of one tool."""
    listed = ", ".join(f"{{{rule}}}" for rule in rules)
    return read(f"verbose: true\n{top}\ntools: {{bwa: {{rules: [{listed}]}}}}\n", "f")


class Paths(base.ToolDestinationsRule):
    """A rule that reports the path of each document it checks."""

    code, name, effect = "GJ299", "checked-document", "style"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        yield self.finding(conf.place, conf.source.path)


def test_document_is_required() -> None:
    found = Paths().check(Context(tool_destinations=conf_of(ALL)))
    assert [finding.message for finding in found] == ["f"]
    assert [*Paths().check(Context())] == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(ALL, ARGUMENTS % "a: 1", True, id="unlimited"),
        pytest.param(SIZE % (0, 9), SIZE % (2, 5), True, id="wider"),
        pytest.param(SIZE % (2, 5), SIZE % (0, 9), False, id="narrower"),
        pytest.param(SIZE % (0, 9), SIZE % (2, 10), False, id="overlapping"),
        pytest.param(
            SIZE % (0, 9),
            "rule_type: records, destination: d, lower_bound: 2, upper_bound: 5",
            False,
            id="another type",
        ),
        pytest.param(ARGUMENTS % "a: 1", ARGUMENTS % "a: 1, b: 2", True, id="fewer arguments"),
        pytest.param(ARGUMENTS % "a: 1, b: 2", ARGUMENTS % "a: 1", False, id="more arguments"),
        pytest.param(ARGUMENTS % "a: 1", ARGUMENTS % "a: 2", False, id="other arguments"),
        pytest.param(f"{ALL}, users: [a@b.c]", ALL, False, id="one user"),
        pytest.param(f"{ALL}, users: [a@b.c, d@e.f]", f"{ALL}, users: [a@b.c]", True, id="users"),
        pytest.param(f"{ALL}, users: [a@b.c]", f"{ALL}, users: [d@e.f]", False, id="other user"),
    ],
)
def test_covers(first: str, second: str, expected: bool) -> None:
    rules = conf_of(first, second).tools[0].rules
    assert base.covers(*rules) is expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param([ALL, SIZE % (2, 5), SIZE % (3, 4)], 3, id="each with each"),
        pytest.param([ALL, f"{ALL}, nice_value: 1"], 0, id="another nice value"),
        pytest.param([ALL, f"{ALL}, users: [a@b.c]"], 0, id="a rule for users"),
        pytest.param([ARGUMENTS % "a: 1", ARGUMENTS % "a: 1"], 0, id="no bounds"),
    ],
)
def test_comparable_pairs(rules: list[str], expected: int) -> None:
    assert len([*base.comparable_pairs(conf_of(*rules).tools[0])]) == expected


PRIORITIES = "default_destination: {priority: {low: a, %s: b}}"


@pytest.mark.parametrize(
    ("top", "known", "default"),
    [
        pytest.param("default_destination: d", [], None, id="none"),
        pytest.param(PRIORITIES % "med", ["low", "med"], "med", id="med"),
        pytest.param(PRIORITIES % "high", ["low", "high"], None, id="arbitrary"),
        pytest.param(
            f"{PRIORITIES % 'high'}\ndefault_priority: high", ["low", "high"], "high", id="named"
        ),
        pytest.param(
            f"{PRIORITIES % 'med'}\ndefault_priority: x", ["low", "med"], None, id="unknown"
        ),
    ],
)
def test_priorities(top: str, known: list[str], default: str | None) -> None:
    conf = conf_of(ALL, top=top)
    assert ([*base.priorities(conf)], base.default_priority(conf)) == (known, default)


BY_PRIORITY = ALL.replace("destination: d", "destination: {priority: {low: x, urgent: y}}")


@pytest.mark.parametrize(
    ("rule", "maps", "names"),
    [
        pytest.param(BY_PRIORITY, 1, ["a", "b", "x"], id="known priority only"),
        pytest.param(f"{BY_PRIORITY}, fail_message: No.", 0, ["a", "b"], id="message overrides"),
        pytest.param(ALL, 0, ["a", "b", "d"], id="name"),
        pytest.param(ALL.replace("destination: d", "destination: fail"), 0, ["a", "b"], id="fail"),
    ],
)
def test_required_destinations(rule: str, maps: int, names: list[str]) -> None:
    conf = conf_of(rule, top=PRIORITIES % "high")
    assert len([*base.priority_maps(conf)]) == maps
    assert [name.data for name in base.required_destinations(conf)] == names


JOB_CONF = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
execution:
  default: %s
  environments:
    main: {runner: local%s}
    dtd: {runner: dynamic, type: dtd, tags: [mapped]}
    %s
"""


def job_conf(default: str = "main", more: str = "", last: str = "") -> JobConf:
    """Return a job_conf with a destination of type dtd."""
    text = JOB_CONF % (default, more, last)
    conf = context_of({"job_conf.yml": text.encode()}).job_conf
    assert conf is not None
    return conf


def test_dtd_names() -> None:
    conf = job_conf()
    found = [destination.id.data for destination in conf.destinations if base.is_dtd(destination)]
    assert found == ["dtd"]
    assert base.dtd_names(conf) == {"dtd", "mapped"}


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        pytest.param(job_conf(), False, id="tools only"),
        pytest.param(job_conf("dtd"), True, id="default"),
        pytest.param(job_conf("mapped"), True, id="default by tag"),
        pytest.param(
            job_conf(more=", resubmit: [{condition: any_failure, environment: dtd}]"),
            True,
            id="resubmission",
        ),
        pytest.param(
            job_conf(last="any: {runner: dynamic, function: decide}"), True, id="Python rule"
        ),
        pytest.param(
            job_conf(last="b: {runner: dynamic, type: choose_one, destination_ids: 'main,dtd'}"),
            True,
            id="stock rule",
        ),
    ],
)
def test_other_routes(conf: JobConf, expected: bool) -> None:
    assert base.has_other_routes(conf, {"dtd", "mapped"}) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(1, 0, id="scalar"),
        pytest.param({}, 0, id="empty"),
        pytest.param({"a": {"b": 1, "c": 2}}, 2, id="nested"),
        pytest.param([[{"a": 1}], []], 1, id="in lists"),
    ],
)
def test_widest_mapping(data: object, expected: int) -> None:
    assert base.widest_mapping(data) == expected
