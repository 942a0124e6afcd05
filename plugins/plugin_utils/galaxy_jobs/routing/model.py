# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The answer for a job: where it goes, by which steps, or why Galaxy fails it."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..job import Failure, Step
from ..text import Place


@dataclass(frozen=True)
class Target:
    """The destination a job gets, as Galaxy has it in memory: galaxy/jobs/job_destination.py."""

    id: str | None
    runner: str | None
    params: Mapping[str, t.Any] = field(default_factory=dict)
    env: tuple[Mapping[str, t.Any], ...] = ()
    tags: tuple[str, ...] = ()
    resubmit: tuple[Mapping[str, t.Any], ...] = ()
    shell: str | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Route:
    """One way a job may go: exactly one of target, failure and unknown is given.

    unknown says why nobody can tell; may_be are the destinations it can then come to, as far as
    known, and put_off says whether that is for a rule that wants to be asked again. holds are
    limits that would keep the job waiting.
    """

    steps: tuple[Step, ...]
    target: Target | None = None
    failure: Failure | None = None
    unknown: str | None = None
    may_be: tuple[str, ...] = ()
    put_off: bool = False
    holds: tuple[Step, ...] = ()

    @property
    def destination(self) -> str | None:
        """Return the id of the destination, when there is one that has an id."""
        return self.target.id if self.target else None
