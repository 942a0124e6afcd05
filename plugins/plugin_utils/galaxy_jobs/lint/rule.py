# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The base classes of rules.

To add a rule, write rules/<family>/gj199_its_name.py with one class, and its docstring under the
headings below. The file is found by itself, and a test runs the examples of the docstring.
"""

from __future__ import annotations

import typing as t
from abc import ABC, abstractmethod
from collections.abc import Iterator

from ..diagnostic import Consequence, Diagnostic, DiagnosticKind
from ..job_conf.model import JobConf
from ..secrets import mask_urls
from ..text import Span
from .context import Context, Document
from .finding import SEVERITY, Effect, Finding, Fix, Severity

HEADINGS = ("What it does", "Why is this bad", "Example", "Use instead", "References")


class Rule(ABC):
    """A rule. Without the documents in needs, it is skipped."""

    code: t.ClassVar[str]
    name: t.ClassVar[str]
    effect: t.ClassVar[Effect]
    needs: t.ClassVar[tuple[str, ...]] = ()
    # Whether it only reports diagnostics of the readers, so that it also runs on broken documents.
    reads_diagnostics: t.ClassVar[bool] = False

    @abstractmethod
    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings."""

    @property
    def severity(self) -> Severity:
        """Return the severity of the findings."""
        return SEVERITY[self.effect]

    def finding(self, place: Span, message: str, fix: Fix | None = None) -> Finding:
        """Return a finding of this rule; passwords in URLs of the message are masked."""
        return Finding(
            code=self.code,
            name=self.name,
            effect=self.effect,
            message=mask_urls(message),
            place=place,
            fix=fix,
        )


class JobConfRule(Rule):
    """A rule about a job_conf alone."""

    needs = ("job_conf",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings."""
        if context.job_conf is not None:
            yield from self.check_job_conf(context.job_conf)

    @abstractmethod
    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the findings in a job_conf."""


class ProblemRule(Rule):
    """A rule that reports problems of the readers, of these kinds and consequences.

    A problem of the same kind with another consequence belongs to another rule.
    """

    reads_diagnostics = True
    kinds: t.ClassVar[frozenset[DiagnosticKind]]
    consequences: t.ClassVar[frozenset[Consequence]] = frozenset({"startup", "handler"})

    def covers(self, problem: Diagnostic) -> bool:
        """Return whether this rule reports a problem."""
        return problem.kind in self.kinds and problem.consequence in self.consequences

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the problems of these kinds."""
        for document in context.documents_of(self.needs[0]):
            for problem in document.problems:
                if self.covers(problem):
                    fix = self.fix(problem, document)
                    yield self.finding(problem.place, problem.message, fix)

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return the fix of a problem, None without a certain one."""
        return None


class IgnoredRule(Rule):
    """A rule about items that Galaxy ignores, for reasons of these kinds."""

    reads_diagnostics = True
    kinds: t.ClassVar[frozenset[DiagnosticKind]]

    def covers(self, ignored: Diagnostic) -> bool:
        """Return whether this rule reports an ignored item."""
        return ignored.kind in self.kinds

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the ignored items."""
        for document in context.documents_of(self.needs[0]):
            for ignored in getattr(document, "ignored", ()):
                if self.covers(ignored):
                    yield self.finding(ignored.place, self.message(ignored), self.fix(ignored))

    @abstractmethod
    def message(self, ignored: Diagnostic) -> str:
        """Return the message for an ignored item."""

    def fix(self, ignored: Diagnostic) -> Fix | None:
        """Return the fix of an ignored item, None without a certain one."""
        return None
