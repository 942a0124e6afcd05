# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a conversion changes or cannot do, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..secrets import without_urls
from ..text import Place
from .model import Destination, JobConf, Params


@dataclass(frozen=True)
class Note:
    """Something to know about a converted document, and the place in the old one."""

    message: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place.position}: {self.message}"


@dataclass
class Differences:
    """What has come up so far: notes on what is different, reasons why it cannot be converted.

    Passwords in URLs are left out of both.
    """

    notes: list[Note] = field(default_factory=list)
    reasons: list[Note] = field(default_factory=list)

    def note(self, message: str, place: Place) -> None:
        """Note a difference."""
        self.notes.append(Note(without_urls(message), place))

    def refuse(self, message: str, place: Place) -> None:
        """Note what the other format cannot say."""
        self.reasons.append(Note(without_urls(message), place))


def is_dynamic(destination: Destination) -> bool:
    """Return whether a rule takes the place of a destination: its params end there."""
    return destination.runner is not None and destination.runner.data == "dynamic"


def all_params(conf: JobConf) -> Iterator[Params]:
    """Yield the params of all that has some, in the order of a document."""
    for runner in conf.runners:
        yield runner.params
    if conf.dynamic is not None:
        yield conf.dynamic
    for destination in conf.destinations:
        yield destination.params
    for tool in conf.tools:
        yield tool.params
