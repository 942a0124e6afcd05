# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of tool_destinations.yml."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.model import (
    ToolDestinations,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

TOP = "verbose: false\ndefault_destination: d\n"
SIZE = "rule_type: file_size, nice_value: 0, lower_bound: 0, upper_bound: 10 GB, destination: big"


def rules(*written: str) -> ToolDestinations:
    """Return a document with one tool of these rules."""
    listed = ", ".join(f"{{{rule}}}" for rule in written)
    return read(f"{TOP}tools: {{bwa: {{rules: [{listed}]}}}}", "f")


def problems(found: ToolDestinations) -> list[tuple[str, str]]:
    """Return the kinds of problems and their consequences."""
    return [(problem.kind, problem.consequence) for problem in found.problems]


def ignored(found: ToolDestinations) -> list[tuple[str, str]]:
    """Return the kinds and names of ignored items."""
    return [(item.kind, item.name) for item in found.ignored]


def test_whole() -> None:
    found = read(
        """\
verbose: true
default_destination: {priority: {low: a, med: b}}
default_priority: med
users: {x@y.z: {priority: low}}
tools:
  bwa:
    default_destination: c
    rules:
    - {rule_type: file_size, nice_value: 3, lower_bound: 0, upper_bound: 10 GB, destination: d}
    - {rule_type: arguments, nice_value: 0, arguments: {p: {q: 1}}, fail_message: no}
""",
        "f",
    )
    assert (found.problems, found.ignored) == ((), ())
    (tool,) = found.tools
    assert [rule.nice for rule in tool.rules] == [3, 0]
    assert [rule.fails for rule in tool.rules] == [False, True]
    assert [name.data for target in found.targets() for name in target.names()] == [*"abcd"]
    assert str(tool.rules[0].place.position) == "f:9:7"
    assert [user.priority.data for user in found.users] == ["low"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("default_destination: d", [("no-verbose", "job")], id="verbose"),
        pytest.param("verbose: yes", [("no-default", "job")], id="default"),
        pytest.param("verbose: yes\ndefault_destination: [d]", [("no-default", "job")], id="list"),
        pytest.param("", [("not-a-mapping", "job")], id="empty"),
        pytest.param("[a]", [("not-a-mapping", "job")], id="list-of-all"),
        pytest.param("a: [", [("not-yaml", "startup")], id="not-yaml"),
        pytest.param(TOP + "tools: ", [("not-a-mapping", "job")], id="tools-null"),
        pytest.param(TOP + "tools: {a: 5}", [("not-a-mapping", "job")], id="tool-number"),
        pytest.param(TOP + "verbose: yes", [("duplicate-key", "silent")], id="twice"),
    ],
)
def test_problems(text: str, expected: list[tuple[str, str]]) -> None:
    assert problems(read(text, "f")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("tool: {}", [("key", "tool")], id="section"),
        pytest.param("users: [a]", [("not-a-mapping", "users")], id="users-list"),
        pytest.param("users: {a: low}", [("user-without-priority", "a")], id="user"),
        pytest.param("tools: {a: }", [("tool-without-rules", "a")], id="tool-empty"),
        pytest.param("tools: {a: [b]}", [("tool-without-rules", "a")], id="tool-list"),
        pytest.param("tools: {a: {}}", [("tool-without-rules", "a")], id="tool-blank"),
        pytest.param("tools: {a: {rules: b}}", [("rules-not-a-list", "a")], id="rules"),
        pytest.param("tools: {a: {rules: [], x: 1}}", [("key", "x")], id="key-of-a-tool"),
    ],
)
def test_ignored(text: str, expected: list[tuple[str, str]]) -> None:
    found = read(TOP + text, "f")
    assert (ignored(found), problems(found)) == (expected, [])


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        pytest.param("nice_value: 0", "rule-without-type", id="no-type"),
        pytest.param("rule_type: filesize", "unknown-rule-type", id="type"),
        pytest.param("rule_type: file_size, destination: d", "rule-without-bounds", id="bounds"),
        pytest.param("rule_type: arguments, destination: d", "rule-without-arguments", id="args"),
        pytest.param(f"{SIZE}, users: a@b.c", "rule-without-users", id="users-no-list"),
        pytest.param(f"{SIZE}, users: []", "rule-without-users", id="users-empty"),
    ],
)
def test_skipped_rule(rule: str, reason: str) -> None:
    found = rules(rule)
    assert [kind for kind, _name in ignored(found)] == [reason]
    assert found.tools[0].rules == ()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(SIZE, [], id="good"),
        pytest.param(SIZE.replace("10 GB", "10GB"), [("unreadable-bound", "job")], id="size"),
        pytest.param(SIZE.replace("10 GB", "Infinity"), [], id="infinity"),
        pytest.param(
            "rule_type: num_input_datasets, lower_bound: 0, upper_bound: '3', destination: d",
            [("unreadable-bound", "job")],
            id="number-in-quotes",
        ),
        pytest.param(
            SIZE.replace("nice_value: 0", "nice_value: x"), [("not-a-number", "job")], id="nice"
        ),
        pytest.param(
            SIZE.replace("destination: big", "x: y"),
            [("rule-without-destination", "job")],
            id="no-destination",
        ),
        pytest.param(
            f"{SIZE.replace('10 GB', '10GB').replace('nice_value: 0', 'nice_value: x')}, users: []",
            [],
            id="skipped-before-its-numbers-are-read",
        ),
    ],
)
def test_rule(rule: str, expected: list[tuple[str, str]]) -> None:
    assert problems(rules(rule)) == expected


def test_emails() -> None:
    found = rules(f"{SIZE}, users: [a@b.c, nobody, 5]")
    (rule,) = found.tools[0].rules
    assert [user.data for user in rule.users or ()] == ["a@b.c"]
    assert ignored(found) == [("no-email", "nobody"), ("no-email", "5")]
