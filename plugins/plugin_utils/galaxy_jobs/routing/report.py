# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Routes as text and JSON."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator, Mapping, Sequence

from ..batch.read import NATIVE
from ..batch.read import read as read_request
from ..batch.request import ResourceRequest
from ..job import Job, Step
from ..secrets import mask_secrets
from ..text import Span
from ..words import quoted
from .model import Route, Target
from .route import Router

# XML adds this parameter to all destinations.
_HIDDEN = ("docker_sudo",)


def as_json(routes: Sequence[Route]) -> str:
    """Return a JSON object: the route, or the shared steps and the 'possible' routes."""
    if len(routes) == 1:
        return json.dumps({**_plain(routes[0]), "possible": []}, indent=2, default=str)
    shared = Route(tuple(_shared(routes)), unknown="Several routes are possible.")
    possible = [_plain(route) for route in routes]
    return json.dumps({**_plain(shared), "possible": possible}, indent=2, default=str)


def as_text(routes: Sequence[Route], router: Router) -> str:
    """Return the steps with file and line, the destination and its requests."""
    if len(routes) == 1:
        return "\n".join(_lines(routes[0].steps, routes[0], router))
    shared = list(_shared(routes))
    lines = [*_step_lines(shared), f"{len(routes)} possible routes:"]
    for route in routes:
        lines.append("")
        lines.extend(_lines(route.steps[len(shared) :], route, router))
    return "\n".join(lines)


def describe(job: Job) -> str:
    """Return a short description of a job."""
    parts = [job.tool, *job.classes]
    if job.inputs:
        sizes = sum(dataset.size for dataset in job.inputs.values())
        records = sum(dataset.records or 0 for dataset in job.inputs.values())
        parts.append(f"{sizes} B" + (f" in {len(job.inputs)}" if len(job.inputs) > 1 else ""))
        parts.extend([f"{records} records"] if records else [])
    for params in (job.params, job.resources or {}):
        parts.extend(f"{name}={value}" for name, value in params.items())
    return ", ".join([*parts, *([job.user] if job.user else []), *job.roles])


def may_fail(routes: Sequence[Route]) -> bool:
    """Return whether Galaxy fails the job on any route."""
    return any(route.failure for route in routes)


def is_known(routes: Sequence[Route]) -> bool:
    """Return whether the outcomes of all routes are known."""
    return not any(route.unknown for route in routes)


def _shared(routes: Sequence[Route]) -> Iterator[Step]:
    """Yield the first steps that all routes share."""
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
        "params": mask_secrets("", target.params) if target else {},
        "env": [shown_env(env) for env in target.env] if target else [],
        "steps": [_plain_step(step) for step in route.steps],
        "limits": [_plain_step(step) for step in route.limits],
        "candidates": list(route.candidates),
        "unknown": route.unknown,
        "error": failure and {"message": failure.message, **_plain_step(_cause(route))},
    }


def shown_env(env: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return a line of an environment without secrets."""
    shown = {name: mask_secrets("", value) for name, value in env.items()}
    return (
        {**shown, "value": mask_secrets(env["name"], env.get("value"))} if "name" in env else shown
    )


def _plain_step(step: Step) -> dict[str, t.Any]:
    position = step.place.position if step.place else None
    return {
        "action": step.action,
        "reason": step.reason,
        "path": position and position.path,
        "line": position and position.line,
    }


def _cause(route: Route) -> Step:
    failure = route.failure
    return Step("Galaxy fails the job", failure.cause, failure.place) if failure else Step("")


def _lines(steps: Sequence[Step], route: Route, router: Router) -> Iterator[str]:
    yield from _step_lines(steps)
    if route.failure:
        yield f"{_prefix(route.failure.place)}{route.failure.cause}"
        message = route.failure.message
        yield "=> the job never ends" if message is None else f"=> Galaxy fails the job: {message}"
    elif route.unknown:
        names = quoted(route.candidates)
        yield f"=> unknown; the rule's source names {names}" if route.candidates else "=> unknown"
    elif route.target:
        yield from _target_lines(route.target, router)
        yield from _step_lines(route.limits)


def _step_lines(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield f"{_prefix(step.place)}{step.action}" + (f": {step.reason}" if step.reason else "")


def _prefix(place: Span | None) -> str:
    position = place.position if place else None
    return f"{position.path}:{position.line}: " if position else ""


def _target_lines(target: Target, router: Router) -> Iterator[str]:
    yield f"=> {target.id if target.id is not None else f'the runner {target.runner}'}"
    native = next((target.params[name] for name in NATIVE if target.params.get(name)), None)
    if native is not None:
        yield f"   {native}"
    load = router.destinations.runners.get(target.runner)
    parsed = read_request(load or "", target.params)
    if parsed is not None and parsed.request != ResourceRequest():
        yield f"   requests {parsed.request.in_words()}"
    for name, value in mask_secrets("", target.params).items():
        if name not in (*_HIDDEN, *NATIVE):
            yield f"   {name}: {value}"
