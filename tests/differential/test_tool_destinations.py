# SPDX-License-Identifier: GPL-3.0-or-later
"""Tool destinations: Galaxy and we reject the same files, or read the same rules."""

from __future__ import annotations

import ours
import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)
from compare import lines
from galaxy_process import Galaxy

RULE = "{rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: main%s}"
# Problems that fail only jobs that match a rule or have no destination.
PROBLEMS_OF_SOME_JOBS = ("rule-without-destination", "no-default")


def bounds(lower: str, upper: str, kind: str = "file_size") -> str:
    return (
        "verbose: false\ndefault_destination: main\ntools:\n  bwa:\n    rules:\n"
        f"      - {{rule_type: {kind}, destination: a, lower_bound: {lower},"
        f" upper_bound: {upper}}}\n"
    )


def rule(more: str) -> str:
    return (
        "verbose: false\ndefault_destination: main\ntools:\n  bwa:\n    rules:\n"
        f"      - {RULE % more}\n"
    )


DOCUMENTS = [
    pytest.param(rule(""), True, id="rule"),
    pytest.param("default_destination: main\n", False, id="no-verbose"),
    pytest.param("verbose: maybe\ndefault_destination: main\n", True, id="verbose-text"),
    pytest.param("verbose: [\n", False, id="no-yaml"),
    pytest.param(bounds("0", "10 GB"), True, id="size"),
    pytest.param(bounds("0", "10GB"), False, id="size-without-a-blank"),
    pytest.param(bounds("0", "10 GiB"), False, id="size-gib"),
    pytest.param(bounds("0", "10 G"), False, id="size-g"),
    pytest.param(bounds("0", "Infinity"), True, id="infinity"),
    pytest.param(bounds("0", "Infinite"), False, id="infinite"),
    pytest.param(bounds("0", "-1"), True, id="minus-one"),
    pytest.param(bounds("0", "'1.5'"), False, id="quoted-fraction"),
    pytest.param(bounds("10 GB", "0"), True, id="swapped"),
    pytest.param(bounds("0", "10", "num_input_datasets"), True, id="datasets"),
    pytest.param(bounds("0", "Infinity", "num_input_datasets"), True, id="datasets-infinity"),
    pytest.param(bounds("0", "10 KB", "records"), True, id="records"),
    pytest.param(bounds("0", "1", "colour"), True, id="unknown-type-is-dropped"),
    pytest.param(rule(", nice_value: 5"), True, id="nice"),
    pytest.param(rule(", nice_value: 50"), True, id="nice-out-of-range"),
    pytest.param(rule(", nice_value: high"), False, id="nice-text"),
    pytest.param(rule(", users: [a@example.org]"), True, id="users"),
    pytest.param(rule(", users: [nobody]"), True, id="users-without-an-email"),
    pytest.param(rule(", users: a@example.org"), True, id="users-text"),
    pytest.param(rule(", users: [nobody], nice_value: high"), True, id="dropped-before-nice"),
    pytest.param(bounds("0", "10GB, users: [nobody]"), True, id="dropped-before-its-bounds"),
    pytest.param(bounds("0", "10GB, users: [a@example.org]"), False, id="bounds-of-users"),
    pytest.param(rule(", fail_message: too large"), True, id="fails"),
    pytest.param(rule(", colour: green"), True, id="unknown-key"),
]


@pytest.mark.parametrize(("text", "works"), DOCUMENTS)
def test_both_read_the_same(galaxy: Galaxy, text: str, works: bool) -> None:
    name = "tool_destinations.yml"
    answer = galaxy.ask("tool_destinations", {name: text}, name, destinations=["main", "a"])
    conf = read(text, name)
    effects = {
        problem.consequence
        for problem in conf.problems
        if problem.kind not in PROBLEMS_OF_SOME_JOBS
    }
    assert ("loaded" in answer) == works, answer
    assert (not effects & {"startup", "job"}) == works, conf.problems
    if works:
        expected = {name: tool["'rules'"] for name, tool in answer["loaded"]["'tools'"].items()}
        found = {
            name: tool["'rules'"]
            for name, tool in ours.tool_destinations(conf)["'tools'"].items()
            if tool["'rules'"] or name in expected
        }
        assert lines(found) == lines(expected)
