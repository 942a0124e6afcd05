# SPDX-License-Identifier: GPL-3.0-or-later
"""Running all rules: order, suppressions, and rules without their documents."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
    Suppression,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source

GOOD = """\
runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}
execution: {default: a, environments: {a: {runner: local}}}
"""
TAGS = GOOD.replace("{runner: local}", "{runner: local, tags: ab}")
CONFIG = Source("/site/.galaxy-jobs.yml", "ignore: [GJ112]\n")


def context(text: str, path: str = "/site/job_conf.yml") -> Context:
    """Return a job_conf.yml alone."""
    return Context(job_conf=read_yaml(text, path))


def codes(findings: list[Finding]) -> list[str]:
    """Return the codes of findings."""
    return [finding.code for finding in findings]


def ignored(code: str, glob: str) -> Suppression:
    """Return a suppression of a configuration file."""
    return Suppression(code, CONFIG.span(9, 14), glob=glob)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(GOOD, [], id="good"),
        pytest.param(TAGS, ["GJ112"], id="bad"),
        pytest.param("runners: [", ["GJ101"], id="rules-about-content-are-skipped"),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    assert codes(lint(context(text))) == expected


def test_findings_are_in_document_order() -> None:
    text = f"{TAGS}limits: [{{type: walltimes}}]\n"
    findings = lint(context(text, "b.yml"), context(text, "a.yml"))
    assert len(findings) > 2
    assert findings == sorted(findings, key=lambda finding: finding.order)
    assert findings[0].place.source.path == "a.yml"


def test_document_in_two_contexts_is_reported_once() -> None:
    conf = context(TAGS).job_conf
    assert codes(lint(Context(job_conf=conf), Context(job_conf=conf, rules=()))) == ["GJ112"]


@pytest.mark.parametrize(
    ("suppressions", "expected"),
    [
        pytest.param([], ["GJ112"], id="none"),
        pytest.param([ignored("GJ112", "/site/*")], [], id="used"),
        pytest.param([ignored("GJ113", "/site/*")], ["GJ001", "GJ112"], id="unused"),
        pytest.param([ignored("GJ113", "/other/*")], ["GJ112"], id="unused-for-other-files"),
        pytest.param([ignored("GJ501", "/site/*")], ["GJ112"], id="rule-without-its-documents"),
    ],
)
def test_ignored(suppressions: list[Suppression], expected: list[str]) -> None:
    assert sorted(codes(lint(context(TAGS), ignored=iter(suppressions)))) == expected


def test_unused_suppression_can_be_ignored() -> None:
    suppressions = [ignored("GJ113", "/site/*"), ignored("GJ001", "/site/*")]
    assert codes(lint(context(GOOD), ignored=suppressions)) == []


def test_suppression_used_in_one_context_is_used() -> None:
    text = TAGS.replace("ab}}}", "ab}}}  # noqa: GJ112")
    bad, good = context(text, "/site/a.yml"), context(GOOD, "/site/b.yml")
    assert codes(lint(good, bad)) == []
