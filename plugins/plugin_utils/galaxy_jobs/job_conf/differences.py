# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Notes on a conversion, and reasons against it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..secrets import mask_urls
from ..text import Span
from .model import JobConf, Params


@dataclass(frozen=True)
class Note:
    """A remark on a conversion, and its place in the old document."""

    message: str
    place: Span

    def __str__(self) -> str:
        return f"{self.place.position}: {self.message}"


@dataclass
class Differences:
    """The notes on differences, and the reasons why a document cannot be converted.

    Passwords in URLs are masked in both.
    """

    notes: list[Note] = field(default_factory=list)
    reasons: list[Note] = field(default_factory=list)

    def note(self, message: str, place: Span) -> None:
        """Add a note on a difference."""
        self.notes.append(Note(mask_urls(message), place))

    def refuse(self, message: str, place: Span) -> None:
        """Add a reason: something that the other format cannot hold."""
        self.reasons.append(Note(mask_urls(message), place))


def all_params(conf: JobConf) -> Iterator[Params]:
    """Yield all params, in the order of a document."""
    for runner in conf.runners:
        yield runner.params
    if conf.dynamic is not None:
        yield conf.dynamic
    for destination in conf.destinations:
        yield destination.params
    for tool in conf.tools:
        yield tool.params
