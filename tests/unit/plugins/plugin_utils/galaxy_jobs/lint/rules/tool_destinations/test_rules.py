# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules say of whole tool_destinations.yml: above all, where they must say nothing."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

PLAIN = "verbose: false\ndefault_destination: main\n"
PRIORITIES = "verbose: false\ndefault_destination: {priority: {low: tiny, med: main}}\n"


def rule(kind: str, lower: object, upper: object, more: str = "destination: small") -> str:
    return f"{{rule_type: {kind}, lower_bound: {lower}, upper_bound: {upper}, {more}}}"


def codes(*rules: str, head: str = PLAIN, more: str = "") -> list[str]:
    lines = "".join(f"      - {each}\n" for each in rules)
    text = f"{head}tools:\n  bwa:\n{more}    rules:\n{lines}" if rules else head + more
    found = lint(Context(tool_destinations=read(text, "tool_destinations.yml")))
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        pytest.param(0, "Infinity", [], id="everything"),
        pytest.param(0, -1, [], id="minus-one-is-infinity"),
        pytest.param("Infinity", "1 KB", [], id="lower-infinity-is-none"),
        pytest.param(".inf", 10, ["GJ219"], id="lower-inf-is-exchanged"),
        pytest.param("10 GB", 10, ["GJ219"], id="exchanged"),
        pytest.param(0, 0, ["GJ218"], id="nothing"),
        pytest.param(0, -5, ["GJ218"], id="negative"),
        pytest.param(0, ".nan", [], id="not-a-number"),
    ],
)
def test_sizes(lower: object, upper: object, expected: list[str]) -> None:
    assert codes(rule("file_size", lower, upper)) == expected


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        pytest.param(0, "Infinity", [], id="infinity"),
        pytest.param(0, ".inf", [], id="inf"),
        pytest.param("Infinity", 5, [], id="lower-infinity-is-none"),
        pytest.param(-1, 5, [], id="lower-minus-one"),
        pytest.param(0, -1, ["GJ218"], id="minus-one-is-a-number"),
    ],
)
def test_numbers_of_datasets(lower: object, upper: object, expected: list[str]) -> None:
    assert codes(rule("num_input_datasets", lower, upper)) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param([("file_size", 0, 10), ("file_size", 0, 20)], [], id="wider-below"),
        pytest.param([("file_size", 0, 20), ("file_size", 5, 20)], ["GJ220"], id="covered"),
        pytest.param([("file_size", 0, 20), ("records", 5, 20)], [], id="another-type"),
        pytest.param([("file_size", 0, -1), ("records", 5, 20)], ["GJ220"], id="behind-all"),
        pytest.param([("file_size", 0, 20), ("file_size", 10, 30)], ["GJ221"], id="crossing"),
        pytest.param([("file_size", 20, 30), ("file_size", 0, 10)], ["GJ222"], id="gap"),
        pytest.param([("file_size", 20, 30), ("records", 0, 10)], [], id="no-gap-between-types"),
    ],
)
def test_two_rules(rules: list[tuple[str, int, int]], expected: list[str]) -> None:
    assert codes(*(rule(*each) for each in rules)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("", ", nice_value: -1", ["GJ220"], id="the-first-is-not-preferred"),
        pytest.param("", ", users: [a@b.org]", ["GJ220"], id="one-of-all-users"),
        pytest.param(", users: [a@b.org]", "", [], id="all-users"),
        pytest.param(", users: [a@b.org]", ", users: [A@b.org]", [], id="other-users"),
    ],
)
def test_users_and_nice_values(first: str, second: str, expected: list[str]) -> None:
    pair = (rule("file_size", 0, 10, f"destination: small{more}") for more in (first, second))
    assert codes(*pair) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("{a: 1}", "{a: 1, b: 2}", ["GJ220"], id="asks-less"),
        pytest.param("{a: 1, b: 2}", "{a: 1}", [], id="asks-more"),
        pytest.param("{a: '1'}", "{a: 1}", [], id="another-type"),
        pytest.param("{a: {b: 1}}", "{a: {b: 1, c: 2}}", ["GJ225"], id="branches"),
    ],
)
def test_arguments(first: str, second: str, expected: list[str]) -> None:
    pair = (
        f"{{rule_type: arguments, destination: small, arguments: {given}}}"
        for given in (first, second)
    )
    assert codes(*pair) == expected


@pytest.mark.parametrize(
    ("head", "destination", "expected"),
    [
        pytest.param(PRIORITIES, "{priority: {med: small}}", [], id="default-alone"),
        pytest.param(PRIORITIES, "{priority: {med: a, x: b}}", ["GJ212"], id="unknown"),
        pytest.param(PRIORITIES, "{priority: {med: a, x: fail}}", ["GJ212"], id="unknown-fail"),
        pytest.param(PRIORITIES, "{priority: {med: fail, low: a}}", ["GJ215"], id="fail"),
        pytest.param(PLAIN, "{priority: {med: small}}", ["GJ211"], id="no-priorities"),
        pytest.param(PRIORITIES, "fail, fail_message: no", [], id="message"),
    ],
)
def test_priorities(head: str, destination: str, expected: list[str]) -> None:
    assert codes(rule("file_size", 0, 10, f"destination: {destination}"), head=head) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("default_destination: {priority: {any: a}}", [], id="one-priority"),
        pytest.param(
            "default_priority: mde\ndefault_destination: {priority: {low: a, med: b}}",
            ["GJ213"],
            id="default-misspelt",
        ),
        pytest.param(
            "default_destination: a\nusers: {a@b.org: {priority: low}}", ["GJ212"], id="no-map"
        ),
        pytest.param(
            "default_destination: a\ntools: {bwa: {default_destination: fail}}",
            ["GJ215"],
            id="fail-by-default",
        ),
    ],
)
def test_defaults(text: str, expected: list[str]) -> None:
    assert codes(head=f"verbose: false\n{text}\n") == expected
