# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a rule is.

To add one: write rules/gj199_its_name.py with one class, its docstring under the headings below,
and put it into rules/__init__.py. A test runs the examples of the docstring.
"""

from __future__ import annotations

import typing as t
from abc import ABC, abstractmethod
from collections.abc import Iterator

from ..diagnostic import Consequence, Diagnostic, Kind
from ..job_conf.model import JobConf
from ..secrets import mask_urls
from ..text import Place
from .context import Context, Document
from .finding import SEVERITY, Effect, Finding, Fix, Severity

HEADINGS = ("What it does", "Why is this bad", "Example", "Use instead", "References")


class Rule(ABC):
    """A rule. needs are the documents without which it says nothing."""

    code: t.ClassVar[str]
    name: t.ClassVar[str]
    effect: t.ClassVar[Effect]
    needs: t.ClassVar[tuple[str, ...]] = ()
    # Whether it reads no more than what the readers noted: it holds for broken documents as well.
    of_reading: t.ClassVar[bool] = False

    @abstractmethod
    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what is wrong."""

    @property
    def severity(self) -> Severity:
        """Return the severity of what it finds."""
        return SEVERITY[self.effect]

    def finding(self, place: Place, message: str, fix: Fix | None = None) -> Finding:
        """Return a finding of this rule; passwords in URLs are left out of its message."""
        return Finding(self.code, self.name, self.effect, mask_urls(message), place, fix)


class JobConfRule(Rule):
    """A rule about a job_conf, whatever else is given."""

    needs = ("job_conf",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what is wrong."""
        if context.job_conf is not None:
            yield from self.check_job_conf(context.job_conf)

    @abstractmethod
    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield what is wrong with a job_conf."""


class ProblemRule(Rule):
    """A rule that passes on what the reader of a document stumbled over, of these kinds.

    consequences are the effects that the reader tells; the same kind with another effect is of
    another rule.
    """

    of_reading = True
    kinds: t.ClassVar[frozenset[Kind]]
    consequences: t.ClassVar[frozenset[Consequence]] = frozenset({"startup", "handler"})

    def takes(self, problem: Diagnostic) -> bool:
        """Return whether a problem is of this rule."""
        return problem.kind in self.kinds and problem.consequence in self.consequences

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the problems of these kinds."""
        for document in context.named(self.needs[0]):
            for problem in document.problems:
                if self.takes(problem):
                    fix = self.fix(problem, document)
                    yield self.finding(problem.place, problem.message, fix)

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return what to do about a problem, None when there is nothing sure to say."""
        return None


class IgnoredRule(Rule):
    """A rule about what Galaxy does not read of a document, for these reasons."""

    of_reading = True
    kinds: t.ClassVar[frozenset[Kind]]

    def takes(self, ignored: Diagnostic) -> bool:
        """Return whether it is of this rule."""
        return ignored.kind in self.kinds

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what is not read."""
        for document in context.named(self.needs[0]):
            for ignored in getattr(document, "ignored", ()):
                if self.takes(ignored):
                    yield self.finding(ignored.place, self.message(ignored), self.fix(ignored))

    @abstractmethod
    def message(self, ignored: Diagnostic) -> str:
        """Return what there is to say."""

    def fix(self, ignored: Diagnostic) -> Fix | None:
        """Return what to do about it, None when there is nothing sure to say."""
        return None
