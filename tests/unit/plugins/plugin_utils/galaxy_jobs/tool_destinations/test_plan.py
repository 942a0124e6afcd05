# SPDX-License-Identifier: GPL-3.0-or-later
"""Validation of a tool_destinations.yml, as Galaxy repeats it for every job."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import FailsError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import LARGEST
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.plan import (
    Plan,
    PlannedRule,
    plan,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

KNOWN = {"small", "big"}
TOP = "verbose: false\ndefault_destination: small\n"
BY_PRIORITY = "verbose: false\ndefault_destination: {priority: {low: small, high: big}}\n"
SIZE = "rule_type: file_size, lower_bound: 0, upper_bound: 1 KB"


def planned(text: str) -> Plan:
    """Return the plan of a document."""
    return plan(read(text, "t.yml"), KNOWN)


def rules_of(*rules: str) -> tuple[PlannedRule, ...]:
    """Return the rules that Galaxy keeps for a tool."""
    listed = ", ".join(f"{{{rule}}}" for rule in rules)
    tools = planned(f"{TOP}tools: {{bwa: {{rules: [{listed}]}}}}").tools
    return tools["bwa"].rules if tools else ()


def test_default() -> None:
    found = planned(TOP)
    assert found.default is not None
    assert (found.default.data, found.default_priorities) == ("small", ())
    assert (found.users, found.tools) == ({}, {})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("default_priority: high", ("high",), id="named"),
        pytest.param("default_priority: urgent", ("low", "high"), id="unknown"),
        pytest.param("", ("low", "high"), id="arbitrary"),
    ],
)
def test_default_priority(line: str, expected: tuple[str, ...]) -> None:
    assert planned(BY_PRIORITY + line).default_priorities == expected


def test_default_priority_is_med() -> None:
    assert planned(BY_PRIORITY.replace("high", "med")).default_priorities == ("med",)


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        pytest.param("{a@b.c: {priority: high}}", {"a@b.c": "high"}, id="known priority"),
        pytest.param("{a@b.c: {priority: urgent}}", {}, id="unknown priority"),
        pytest.param("{a@b.c: {priority: 1}}", {}, id="number as a priority"),
        pytest.param("{a@b.c: high}", {}, id="no mapping"),
        pytest.param("[a@b.c]", {}, id="list"),
    ],
)
def test_users(users: str, expected: dict[str, str]) -> None:
    found = planned(f"{BY_PRIORITY}users: {users}\n").users
    assert {user: value.data for user, value in found.items()} == expected


@pytest.mark.parametrize(
    ("default", "name", "by_priority"),
    [
        pytest.param("big", "big", {}, id="name"),
        pytest.param("{priority: {high: big}}", None, {"high": "big"}, id="priority"),
        pytest.param("{priority: {high: big, urgent: no}}", None, {"high": "big"}, id="unknown"),
    ],
)
def test_default_of_a_tool(default: str, name: str | None, by_priority: dict[str, str]) -> None:
    tool = planned(f"{BY_PRIORITY}tools: {{bwa: {{default_destination: {default}}}}}").tools["bwa"]
    found = {priority: value.data for priority, value in tool.default_by_priority.items()}
    assert (tool.default and tool.default.data, found) == (name, by_priority)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(f"{SIZE}, destination: big", (0, 1024), id="size"),
        pytest.param(
            "rule_type: file_size, lower_bound: 2 KB, upper_bound: 1 KB, destination: big",
            (1024, 2048),
            id="reversed",
        ),
        pytest.param(
            "rule_type: file_size, lower_bound: Infinity, upper_bound: Infinity, destination: big",
            (-1, None),
            id="unlimited",
        ),
        pytest.param(
            "rule_type: num_input_datasets, lower_bound: 2, upper_bound: Infinity,"
            " destination: big",
            (2, None),
            id="unlimited number",
        ),
        pytest.param(
            "rule_type: file_size, lower_bound: 2, upper_bound: -1, destination: big",
            (2, None),
            id="unlimited by -1",
        ),
        pytest.param(
            "rule_type: num_input_datasets, lower_bound: 2, upper_bound: -1, destination: big",
            (2, -1),
            id="-1 as a number",
        ),
    ],
)
def test_bounds(rule: str, expected: tuple[object, object]) -> None:
    [kept] = rules_of(rule)
    assert (kept.low, kept.high) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(f"{SIZE}, destination: big", (False, None), id="destination"),
        pytest.param(
            f"{SIZE}, destination: fail",
            (True, "Invalid parameters for rule 1 in 'bwa'."),
            id="fail without a message",
        ),
        pytest.param(f"{SIZE}, fail_message: No., destination: x", (True, "No."), id="message"),
    ],
)
def test_failing_rule(rule: str, expected: tuple[bool, object]) -> None:
    [kept] = rules_of(rule)
    assert (kept.fails, kept.fail_message) == expected


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("rule_type: file_size, destination: big", id="no bounds"),
        pytest.param("rule_type: file_size, lower_bound: 1, destination: big", id="one bound"),
        pytest.param("rule_type: filesize, destination: big", id="unknown type"),
        pytest.param("rule_type: arguments, destination: big", id="no arguments"),
        pytest.param(f"{SIZE}, destination: big, users: [nobody]", id="no valid user"),
    ],
)
def test_skipped_rule(rule: str) -> None:
    assert rules_of(rule) == ()


@pytest.mark.parametrize(
    ("nice", "expected"),
    [pytest.param("5", 5, id="number"), pytest.param("21", 0, id="out of range")],
)
def test_nice_value(nice: str, expected: float) -> None:
    assert [rule.nice for rule in rules_of(f"{SIZE}, destination: big, nice_value: {nice}")] == [
        expected
    ]


def test_arguments() -> None:
    [rule] = rules_of("rule_type: arguments, destination: big, arguments: {a: {b: 1}}")
    assert (rule.arguments, rule.low, rule.high) == ({"a": {"b": 1}}, None, None)
    assert rule.destination is not None
    assert rule.destination.data == "big"


@pytest.mark.parametrize(
    ("destination", "valid"),
    [
        pytest.param("{priority: {low: big}}", True, id="known name"),
        pytest.param("{priority: {low: fail}}", True, id="fail"),
        pytest.param("{priority: {urgent: bigg}}", True, id="unknown priority"),
        pytest.param("{priority: {low: bigg}}", False, id="unknown name"),
    ],
)
def test_priorities_of_a_rule(destination: str, valid: bool) -> None:
    rules = f"tools: {{bwa: {{rules: [{{{SIZE}, destination: {destination}}}]}}}}"
    if valid:
        assert len(planned(BY_PRIORITY + rules).tools["bwa"].rules) == 1
    else:
        with pytest.raises(FailsError):
            planned(BY_PRIORITY + rules)


@pytest.mark.parametrize(
    ("tool", "fails"),
    [
        pytest.param("some text", False, id="text without a keyword"),
        pytest.param("rules", True, id="text with a keyword"),
    ],
)
def test_tool_that_is_text(tool: str, fails: bool) -> None:
    text = f"{TOP}tools: {{bwa: {tool}}}"
    if fails:
        with pytest.raises(FailsError):
            planned(text)
    else:
        assert planned(text).tools == {}


def test_number_counts_rules_without_type() -> None:
    good = f"{SIZE}, destination: big"
    numbers = [rule.number for rule in rules_of(good, "nice_value: 0", "rule_type: x", good)]
    assert numbers == [1, 3]


@pytest.mark.parametrize(
    ("text", "cause", "line"),
    [
        pytest.param("default_destination: small", "Missing 'verbose'", 1, id="verbose"),
        pytest.param("- a", "not a mapping", 1, id="list"),
        pytest.param(TOP.replace("small", "smal"), "Unknown destination 'smal'", 2, id="default"),
        pytest.param(f"{TOP}tools: 5", "'tools' is not a mapping", 3, id="tools"),
        pytest.param(f"{TOP}tools: {{bwa: 5}}", "Tool 'bwa' is not a mapping", 3, id="tool"),
        pytest.param(
            f"{TOP}tools: {{bwa: {{rules: [{{{SIZE}, destination: bigg}}]}}}}",
            "Unknown destination 'bigg'",
            3,
            id="rule",
        ),
        pytest.param(
            f"{TOP}tools: {{bwa: {{rules: [{{{SIZE}B, destination: big, nice_value: x}}]}}}}",
            "nice_value 'x' is not a number",
            3,
            id="nice value",
        ),
        pytest.param(
            f"{TOP}tools: {{bwa: {{rules: [{{{SIZE.replace('1 KB', '1KB')}, destination: big}}]}}}}",
            "Invalid size '1KB'",
            3,
            id="size",
        ),
    ],
)
def test_every_job_fails(text: str, cause: str, line: int) -> None:
    with pytest.raises(FailsError) as error:
        planned(text)
    failure = error.value.failure
    assert cause in failure.cause
    assert failure.place is not None
    assert failure.place.position.line == line


def test_unreadable_document() -> None:
    with pytest.raises(ClusterError, match=r"^t\.yml:1:1: "):
        planned("#" * (LARGEST + 1))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(SIZE, "0 to below 1 KB", id="size"),
        pytest.param(
            "rule_type: num_input_datasets, lower_bound: 16, upper_bound: Infinity",
            "16 and more",
            id="unlimited",
        ),
        pytest.param(
            "rule_type: num_input_datasets, lower_bound: 1024, upper_bound: 2048",
            "1024 to below 2048",
            id="number",
        ),
    ],
)
def test_bounds_in_words(rule: str, expected: str) -> None:
    [kept] = rules_of(f"{rule}, destination: big")
    assert kept.bounds_in_words() == expected
