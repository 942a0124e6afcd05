# SPDX-License-Identifier: GPL-3.0-or-later
"""Severity and order of findings."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    FAILING,
    SEVERITY,
    Effect,
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source

TEXT = Source("b.yml", "one\ntwo\n")


def finding(
    effect: Effect = "job", code: str = "GJ101", start: int = 0, path: str = "b.yml"
) -> Finding:
    """Return a finding at an offset of a document."""
    return Finding(code, "n", effect, "m", Source(path, TEXT.text).span(start, start + 1))


@pytest.mark.parametrize(
    ("effect", "severity", "failing"),
    [
        pytest.param("startup", "error", {"error", "warning"}, id="startup"),
        pytest.param("job", "error", {"error", "warning"}, id="job"),
        pytest.param("silent", "warning", {"warning"}, id="silent"),
        pytest.param("style", "info", set(), id="style"),
    ],
)
def test_severity(effect: Effect, severity: str, failing: set[str]) -> None:
    found = finding(effect)
    assert found.severity == severity
    assert {name for name, severities in FAILING.items() if found.severity in severities} == failing


def test_every_effect_has_a_severity() -> None:
    assert set(SEVERITY) == set(t.get_args(Effect))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(finding(path="a.yml", start=4), finding(path="b.yml"), id="path"),
        pytest.param(finding(code="GJ102", start=3), finding(code="GJ101", start=4), id="line"),
        pytest.param(finding(code="GJ102"), finding(code="GJ101", start=1), id="column"),
        pytest.param(finding(code="GJ101"), finding(code="GJ102"), id="code"),
    ],
)
def test_order(first: Finding, second: Finding) -> None:
    assert sorted([second, first], key=lambda found: found.order) == [first, second]
