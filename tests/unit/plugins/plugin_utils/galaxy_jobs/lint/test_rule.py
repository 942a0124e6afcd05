# SPDX-License-Identifier: GPL-3.0-or-later
"""The base classes of rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    Consequence,
    Diagnostic,
    DiagnosticKind,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import (
    IgnoredRule,
    JobConfRule,
    ProblemRule,
    Rule,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source

SOURCE = Source("job_conf.yml", "a: 1\n")
PLACE = SOURCE.span(0, 1)


class AnyJobConf(JobConfRule):
    """A finding in each job_conf."""

    code, name, effect = "GJ999", "any-job-conf", "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield one finding."""
        yield self.finding(conf.place, "It is at 'amqp://me:hunter2@mq/'.")


class NotYaml(ProblemRule):
    """Problems of one kind."""

    code, name, effect = "GJ998", "not-yaml", "startup"
    needs = ("job_conf",)
    kinds = frozenset({"not-yaml"})


class IgnoredKey(IgnoredRule):
    """Ignored items of one kind."""

    code, name, effect = "GJ997", "ignored-key", "silent"
    needs = ("job_conf",)
    kinds = frozenset({"key"})

    def message(self, ignored: Diagnostic) -> str:
        """Return the message."""
        return f"Galaxy ignores '{ignored.name}'."


def conf(kind: DiagnosticKind = "type", consequence: Consequence = "startup") -> JobConf:
    """Return a job_conf with one problem and one ignored item of this kind."""
    problem = Diagnostic(kind, PLACE, "Wrong.", consequence)
    ignored = Diagnostic(kind, PLACE, consequence="ignored", name="a")
    return JobConf("yaml", SOURCE, PLACE, problems=(problem,), ignored=(ignored,))


def test_finding_has_the_rules_data_and_no_password() -> None:
    (found,) = AnyJobConf().check(Context(job_conf=conf()))
    assert (found.code, found.name, found.severity) == ("GJ999", "any-job-conf", "warning")
    assert AnyJobConf().severity == "warning"
    assert found.message == "It is at 'amqp://***@mq/'."


def test_job_conf_rule_without_job_conf() -> None:
    assert list(AnyJobConf().check(Context())) == []


@pytest.mark.parametrize(
    ("kind", "consequence", "expected"),
    [
        pytest.param("not-yaml", "startup", ["Wrong."], id="startup"),
        pytest.param("not-yaml", "handler", ["Wrong."], id="handler"),
        pytest.param("not-yaml", "silent", [], id="consequence-of-another-rule"),
        pytest.param("key", "startup", [], id="kind-of-another-rule"),
    ],
)
def test_problems(kind: DiagnosticKind, consequence: Consequence, expected: list[str]) -> None:
    found = NotYaml().check(Context(job_conf=conf(kind, consequence)))
    assert [(item.message, item.fix) for item in found] == [(text, None) for text in expected]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("key", ["Galaxy ignores 'a'."], id="kind"),
        pytest.param("element", [], id="kind-of-another-rule"),
    ],
)
def test_ignored_items(kind: DiagnosticKind, expected: list[str]) -> None:
    found = IgnoredKey().check(Context(job_conf=conf(kind)))
    assert [item.message for item in found] == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(AnyJobConf, False, id="content"),
        pytest.param(NotYaml, True, id="problems"),
        pytest.param(IgnoredKey, True, id="ignored-items"),
    ],
)
def test_rules_about_diagnostics_alone_run_on_broken_documents(
    rule: type[Rule], expected: bool
) -> None:
    assert rule.reads_diagnostics is expected


def test_rules_about_diagnostics_without_documents() -> None:
    assert list(NotYaml().check(Context())) == []
    assert list(IgnoredKey().check(Context())) == []
