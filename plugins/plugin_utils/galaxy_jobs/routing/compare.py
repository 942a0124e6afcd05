# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Compares the routing of two configurations."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Sequence

from ..job import Job
from ..secrets import mask_secrets
from ..words import plural
from .boundaries import boundary_jobs, tool_jobs
from .check import destination_of, message_of
from .model import Route
from .report import describe
from .route import Router


class Difference(t.NamedTuple):
    """A job that two configurations route differently, and the outcome of each."""

    job: str
    old: str
    new: str


def differences(old: Router, new: Router) -> tuple[list[Difference], list[str]]:
    """Return the jobs, at the boundaries of both configurations' rules, with different outcomes.

    Also return the jobs that cannot be compared because their routes are unknown.
    """
    jobs: dict[str, Job] = {}
    for router in (old, new):
        for tool in [*tool_jobs(old), *tool_jobs(new)]:
            for job in boundary_jobs(router, tool):
                jobs.setdefault(repr(job), job)
    found, unknown = [], []
    for job in jobs.values():
        routes = old.routes(job), new.routes(job)
        before, after = map(_outcome, routes)
        if before != after:
            found.append(Difference(describe(job), before, after))
        elif any(route.unknown and not route.deferred for route in routes[0]):
            unknown.append(describe(job))
    return found, unknown


def _outcome(routes: Sequence[Route]) -> str:
    """Return the outcomes of a job's routes in words, with everything that matters."""
    return " or ".join(sorted({_outcome_of_route(route) for route in routes}))


def _outcome_of_route(route: Route) -> str:
    if route.failure:
        return f"fails with '{message_of(route)}'"
    if route.target is None:
        return f"unknown: {route.unknown}"
    target = route.target
    env = [mask_secrets(line.get("name", ""), line) for line in target.env]
    fields = {"params": mask_secrets("", target.params), "env": env}
    details = {name: value for name, value in fields.items() if value}
    words = f"{destination_of(route)} (runner {target.runner}"
    if not details:
        return f"{words})"
    return f"{words}, {json.dumps(details, sort_keys=True, default=str)})"


def as_text(found: Sequence[Difference]) -> str:
    """Return three lines for each difference, and their number."""
    lines = [f"{item.job}\n  - {item.old}\n  + {item.new}" for item in found]
    return "\n".join([*lines, f"{plural(len(found), 'job')} affected"])


def as_json(found: Sequence[Difference]) -> str:
    """Return the differences as a list."""
    return json.dumps([item._asdict() for item in found], indent=2)
