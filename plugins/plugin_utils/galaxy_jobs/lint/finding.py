# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a rule has found."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from ..text import Place

# startup: Galaxy or a handler refuses to start. job: it loads, jobs fail or never run. silent:
# accepted, but not what it says. style: nothing goes wrong.
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
    """A place and the text that is to stand there."""

    place: Place
    text: str


@dataclass(frozen=True)
class Fix:
    """What to do about a finding, as a sentence and as edits of one document that never overlap.

    safe: it does what was meant and nothing else.
    """

    message: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False


@dataclass(frozen=True)
class Finding:
    """Something wrong at a place of a document."""

    code: str
    name: str
    effect: Effect
    message: str
    place: Place
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        """Return how severe it is, which follows from the effect."""
        return SEVERITY[self.effect]

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Return what findings are sorted by: as they are met in reading."""
        return (*self.place.position, self.code, self.message)


@dataclass(frozen=True)
class Suppression:
    """A code that is not to be reported: on the line of a comment, or in all files of a glob."""

    code: str
    place: Place
    comment: Place | None = None
    glob: str | None = None
