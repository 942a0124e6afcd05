# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Findings, their fixes, and suppressions."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from ..text import Span

# startup: Galaxy or a handler refuses to start. job: it loads, jobs fail or never run. silent:
# accepted, but not as written. style: nothing goes wrong.
Effect = t.Literal["startup", "job", "silent", "style"]
Severity = t.Literal["error", "warning", "info"]

SEVERITY: dict[Effect, Severity] = {
    "startup": "error",
    "job": "error",
    "silent": "warning",
    "style": "info",
}

# The severities at or above a threshold.
FAILING: dict[str, tuple[Severity, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "never": (),
}


@dataclass(frozen=True)
class Edit:
    """A place and its new text."""

    place: Span
    text: str


@dataclass(frozen=True)
class Fix:
    """The remedy for a finding: a sentence, and edits of one document that never overlap.

    A safe fix does what was meant and nothing else.
    """

    message: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False


@dataclass(frozen=True)
class Finding:
    """A fault at a place of a document."""

    code: str
    name: str
    effect: Effect
    message: str
    place: Span
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        """Return the severity, which follows from the effect."""
        return SEVERITY[self.effect]

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Return the sort key: document order, then code and message."""
        return (*self.place.position, self.code, self.message)


@dataclass(frozen=True)
class Suppression:
    """A code to ignore: on the line of a comment, or in all files that match a glob."""

    code: str
    place: Span
    comment: Span | None = None
    glob: str | None = None
