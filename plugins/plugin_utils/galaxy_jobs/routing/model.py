# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The route of a job: its destination, the steps to it, or the reason why Galaxy fails it."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..job import Failure, Step
from ..text import Span


@dataclass(frozen=True)
class Target:
    """A destination as Galaxy has it in memory: galaxy/jobs/job_destination.py."""

    id: str | None
    runner: str | None
    params: Mapping[str, t.Any] = field(default_factory=dict)
    env: tuple[Mapping[str, t.Any], ...] = ()
    tags: tuple[str, ...] = ()
    resubmit: tuple[Mapping[str, t.Any], ...] = ()
    shell: str | None = None
    place: Span | None = None


@dataclass(frozen=True)
class Route:
    """A possible route of a job. Exactly one of target, failure and unknown is set.

    unknown: the reason why the destination cannot be predicted.
    candidates: the destinations of an unknown route, if its source names them.
    deferred: the route is unknown because a rule wants to be called again later.
    limits: limits that may keep the job waiting.
    """

    steps: tuple[Step, ...]
    target: Target | None = None
    failure: Failure | None = None
    unknown: str | None = None
    candidates: tuple[str, ...] = ()
    deferred: bool = False
    limits: tuple[Step, ...] = ()

    @property
    def destination(self) -> str | None:
        """Return the id of the destination, if there is a destination and it has an id."""
        return self.target.id if self.target else None
