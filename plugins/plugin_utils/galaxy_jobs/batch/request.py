# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a job requests, in the same terms for all batch systems."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator
from dataclasses import dataclass

from ...slurm.times import format_time


@dataclass(frozen=True)
class ResourceRequest:
    """What a job requests. None: not requested, or not as a plain value.

    cores are counted over all nodes, memory_mb is MiB on each node, seconds is the time limit. A
    queue is a partition. Tasks may be spread over nodes, the cores of one task share a node; None
    means one task.
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
        """Return a description such as "4 cores, 8000 MB, 1:30:00, partition 'main'"."""
        return ", ".join(self._parts()) or "nothing"

    def _parts(self) -> Iterator[str]:
        for count, singular, plural in (
            (self.cores, "core", "cores"),
            (self.nodes, "node", "nodes"),
        ):
            if count is not None:
                yield f"{count} {singular if count == 1 else plural}"
        if self.tasks is not None:
            yield f"{self.tasks} tasks"
        if self.memory_mb is not None:
            yield f"{self.memory_mb} MB" + (" on each" if (self.nodes or 1) > 1 else "")
        if self.seconds is not None:
            yield format_time(self.seconds)
        for name in ("partition", "qos", "account", "reservation", "features"):
            value = getattr(self, name)
            if value is not None:
                yield f"{name} '{value}'"
        yield from self.gres
        if self.exclusive:
            yield "whole nodes"


ProblemKind = t.Literal[
    "unknown-option",
    "sbatch-only-option",
    "not-an-option",
    "line-break",
    "missing-value",
    "invalid-number",
    "invalid-memory",
    "invalid-time",
    "ambiguous-time",
    "ignored-option",
    "truncated-value",
    "overridden-memory",
    "several-nodes",
    "spread-tasks",
    "misread-memory",
]


class OptionProblem(t.NamedTuple):
    """A problem at text[start:end] of a parameter. option is the name of the option as written."""

    kind: ProblemKind
    option: str
    value: str
    start: int
    end: int
    param: str = ""


class ParsedRequest(t.NamedTuple):
    """What a reader returns: the batch system, the request, and problems with its options."""

    system: str
    request: ResourceRequest
    problems: tuple[OptionProblem, ...] = ()
