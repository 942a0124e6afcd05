# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a job asks a batch system for, the same for all of them."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator
from dataclasses import dataclass

from ...slurm.times import clock


@dataclass(frozen=True)
class Request:
    """What a job asks for. None is what it does not say, or not as a plain value.

    cores are those of all nodes, memory_mb is MiB on each node, seconds is the longest it may run.
    A queue is a partition. tasks may be on several nodes, the cores of one task may not; None is
    one task.
    """

    cores: int | None = None
    nodes: int | None = None
    memory_mb: int | None = None
    seconds: int | None = None
    partition: str | None = None
    qos: str | None = None
    account: str | None = None
    reservation: str | None = None
    features: str | None = None
    gres: tuple[str, ...] = ()
    exclusive: bool = False
    tasks: int | None = None

    def in_words(self) -> str:
        """Return it for people: "4 cores, 8000 MB, 1:30:00, partition 'main'"."""
        return ", ".join(self._parts()) or "nothing"

    def _parts(self) -> Iterator[str]:
        for count, one, many in ((self.cores, "core", "cores"), (self.nodes, "node", "nodes")):
            if count is not None:
                yield f"{count} {one if count == 1 else many}"
        if self.tasks is not None:
            yield f"{self.tasks} tasks"
        if self.memory_mb is not None:
            yield f"{self.memory_mb} MB" + (" on each" if (self.nodes or 1) > 1 else "")
        if self.seconds is not None:
            yield clock(self.seconds)
        for name in ("partition", "qos", "account", "reservation", "features"):
            value = getattr(self, name)
            if value is not None:
                yield f"{name} '{value}'"
        yield from self.gres
        if self.exclusive:
            yield "whole nodes"


# What is wrong with a word of a specification.
Kind = t.Literal[
    "unknown-option",
    "foreign-option",
    "no-option",
    "line-break",
    "no-value",
    "unreadable-number",
    "unreadable-memory",
    "unreadable-time",
    "hours-not-minutes",
    "lost-option",
    "cut-value",
    "smaller-memory",
    "two-nodes",
    "may-spread",
    "misread-memory",
]


class Flaw(t.NamedTuple):
    """Something wrong at text[start:end] of a parameter; what names the option, as written."""

    kind: Kind
    what: str
    value: str
    start: int
    end: int
    param: str = ""


class Native(t.NamedTuple):
    """What was read: the batch system whose words these are, the request, and what is wrong."""

    system: str
    request: Request
    flaws: tuple[Flaw, ...] = ()
