# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The answer for people and for machines."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator, Mapping, Sequence

from ..batch.read import NATIVE
from ..batch.read import read as read_native
from ..batch.request import Request
from ..job import Job, Step
from ..secrets import without_secrets
from ..text import Place
from ..words import quoted
from .model import Route, Target
from .route import Router

# Parameters that say nothing about where and how a job runs: XML adds it everywhere.
_NOT_SHOWN = ("docker_sudo",)


def as_json(routes: Sequence[Route]) -> str:
    """Return one object: of the route, or of what is certain, with all 'possible' ones."""
    if len(routes) == 1:
        return json.dumps({**_plain(routes[0]), "possible": []}, indent=2, default=str)
    shared = Route(tuple(_shared(routes)), unknown="Galaxy may take any of these ways.")
    possible = [_plain(route) for route in routes]
    return json.dumps({**_plain(shared), "possible": possible}, indent=2, default=str)


def as_text(routes: Sequence[Route], router: Router) -> str:
    """Return the decision as a chain of steps, each with file and line, and what is asked for."""
    if len(routes) == 1:
        return "\n".join(_lines(routes[0].steps, routes[0], router))
    shared = list(_shared(routes))
    lines = [*_step_lines(shared), f"Galaxy may take any of these {len(routes)} ways:"]
    for route in routes:
        lines.append("")
        lines.extend(_lines(route.steps[len(shared) :], route, router))
    return "\n".join(lines)


def described(job: Job) -> str:
    """Return a job in a few words."""
    parts = [job.tool, *job.classes]
    if job.inputs:
        sizes = sum(dataset.size for dataset in job.inputs.values())
        records = sum(dataset.records or 0 for dataset in job.inputs.values())
        parts.append(f"{sizes} B" + (f" in {len(job.inputs)}" if len(job.inputs) > 1 else ""))
        parts.extend([f"{records} records"] if records else [])
    for given in (job.params, job.resources or {}):
        parts.extend(f"{name}={value}" for name, value in given.items())
    return ", ".join([*parts, *([job.user] if job.user else []), *job.roles])


def failed(routes: Sequence[Route]) -> bool:
    """Return whether Galaxy fails the job, or may do so."""
    return any(route.failure for route in routes)


def known(routes: Sequence[Route]) -> bool:
    """Return whether it is known where the job goes, by each way it may take."""
    return not any(route.unknown for route in routes)


def _shared(routes: Sequence[Route]) -> Iterator[Step]:
    """Yield the steps with which all routes begin."""
    for steps in zip(*(route.steps for route in routes)):
        if any(step != steps[0] for step in steps):
            return
        yield steps[0]


def _plain(route: Route) -> dict[str, t.Any]:
    target = route.target
    failure = route.failure
    return {
        "destination": route.destination,
        "runner": target.runner if target else None,
        "params": without_secrets("", target.params) if target else {},
        "env": [shown_env(each) for each in target.env] if target else [],
        "steps": [_plain_step(step) for step in route.steps],
        "limits": [_plain_step(step) for step in route.holds],
        "may_be": list(route.may_be),
        "unknown": route.unknown,
        "error": failure and {"message": failure.message, **_plain_step(_cause(route))},
    }


def shown_env(env: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return a line of an environment as it may be shown."""
    shown = {name: without_secrets("", value) for name, value in env.items()}
    return (
        {**shown, "value": without_secrets(env["name"], env.get("value"))}
        if "name" in env
        else shown
    )


def _plain_step(step: Step) -> dict[str, t.Any]:
    at = step.place.position if step.place else None
    return {
        "what": step.what,
        "because": step.because,
        "path": at and at.path,
        "line": at and at.line,
    }


def _cause(route: Route) -> Step:
    failure = route.failure
    return Step("Galaxy fails the job", failure.cause, failure.place) if failure else Step("")


def _lines(steps: Sequence[Step], route: Route, router: Router) -> Iterator[str]:
    yield from _step_lines(steps)
    if route.failure:
        yield f"{_where(route.failure.place)}{route.failure.cause}"
        shown = route.failure.message
        yield "=> the job never ends" if shown is None else f"=> Galaxy fails the job: {shown}"
    elif route.unknown:
        among = f": its text names {quoted(route.may_be)}" if route.may_be else ""
        yield f"=> not known{among}"
    elif route.target:
        yield from _target_lines(route.target, router)
        yield from _step_lines(route.holds)


def _step_lines(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield f"{_where(step.place)}{step.what}" + (f": {step.because}" if step.because else "")


def _where(place: Place | None) -> str:
    at = place.position if place else None
    return f"{at.path}:{at.line}: " if at else ""


def _target_lines(target: Target, router: Router) -> Iterator[str]:
    yield f"=> {target.id if target.id is not None else f'the runner {target.runner}'}"
    native = next((target.params[name] for name in NATIVE if target.params.get(name)), None)
    if native is not None:
        yield f"   {native}"
    asked = read_native(router.destinations.runners.get(target.runner) or "", target.params)
    if asked is not None and asked.request != Request():
        yield f"   asks for {asked.request.in_words()}"
    for name, value in without_secrets("", target.params).items():
        if name not in (*_NOT_SHOWN, *NATIVE):
            yield f"   {name}: {value}"
