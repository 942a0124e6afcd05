# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of a tool_destinations.yml, as Galaxy treats them."""

from __future__ import annotations

import math

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.bounds import (
    Bounds,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.model import (
    ToolDestinations,
    ToolRule,
    nice_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

ARGUMENTS = "rule_type: arguments, arguments: {a: 1}"
COUNT = "rule_type: num_input_datasets, destination: d"


def conf_of(rule: str, default: str = "d") -> ToolDestinations:
    """Return a document with one rule of one tool."""
    top = f"verbose: false\ndefault_destination: {default}\n"
    return read(f"{top}tools: {{bwa: {{default_destination: e, rules: [{{{rule}}}]}}}}", "f")


def rule_of(rule: str) -> ToolRule:
    """Return one rule of a tool."""
    return conf_of(rule).tools[0].rules[0]


@pytest.mark.parametrize(
    ("nice", "expected"),
    [
        pytest.param("20", 20, id="greatest"),
        pytest.param("-20", -20, id="least"),
        pytest.param("21", 0, id="too great"),
        pytest.param("-20.5", 0, id="too small"),
        pytest.param("1.5", 1.5, id="fraction"),
        pytest.param("x", 0, id="text"),
    ],
)
def test_nice(nice: str, expected: float) -> None:
    assert rule_of(f"{ARGUMENTS}, destination: d, nice_value: {nice}").nice == expected


def test_nice_value_defaults_to_0() -> None:
    assert rule_of(f"{ARGUMENTS}, destination: d").nice == 0


def test_nan_is_kept() -> None:
    assert math.isnan(nice_of(math.nan))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("destination: d", False, id="destination"),
        pytest.param("destination: fail", True, id="fail"),
        pytest.param("fail_message: Too large.", True, id="message"),
        pytest.param("destination: d, fail_message: Too large.", True, id="message overrides"),
        pytest.param("destination: {priority: {low: fail}}", False, id="fail for a priority"),
    ],
)
def test_rule_fails(target: str, expected: bool) -> None:
    assert rule_of(f"{ARGUMENTS}, {target}").fails is expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(
            f"{COUNT}, lower_bound: 2, upper_bound: Infinity", Bounds(2, math.inf), id="unlimited"
        ),
        pytest.param(f"{COUNT}, lower_bound: 5, upper_bound: 2", Bounds(2, 5, True), id="reversed"),
        pytest.param(f"{COUNT}, lower_bound: 2, upper_bound: two", None, id="invalid"),
        pytest.param(
            f"{ARGUMENTS}, destination: d, lower_bound: 1, upper_bound: 2", None, id="arguments"
        ),
    ],
)
def test_bounds(rule: str, expected: Bounds | None) -> None:
    assert rule_of(rule).bounds == expected


def test_targets() -> None:
    conf = conf_of(f"{ARGUMENTS}, destination: {{priority: {{low: f}}}}", "{priority: {low: d}}")
    assert [name.data for target in conf.targets() for name in target.names()] == ["d", "e", "f"]
    assert [*conf.rules()] == [*conf.tools[0].rules]
