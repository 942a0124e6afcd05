# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Where a job goes after a failed attempt.

Galaxy 26.1.2: galaxy/jobs/runners/state_handlers/resubmit.py; galaxy/jobs/handler.py,
__recover_job_wrapper.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..job import Failure, Job, Step
from .condition import RefusedError, UnknownError, evaluate
from .model import Route, Target
from .route import Router

# Stands for the message that users see, which only the runner knows.
RUNNER_MESSAGE = "(the runner's message)"


class _Attempt(t.NamedTuple):
    """A failed attempt: its number, how it failed, and why the job is resubmitted."""

    number: int
    failure: str
    reason: str


def attempts(router: Router, job: Job, attempt: int, failure: str) -> tuple[Route, ...]:
    """Return the possible routes of an attempt, if all earlier attempts failed in the given way."""
    routes = router.routes(job)
    for failed in range(1, attempt):
        following: list[Route] = []
        for route in routes:
            if route.target is None:
                following.append(route)
            else:
                following.extend(_resubmit(router, job, route, failed, failure))
        routes = tuple(following)
    return routes


def _resubmit(
    router: Router, job: Job, route: Route, attempt: int, failure: str
) -> Iterator[Route]:
    """Yield the routes after a failed attempt; several if a condition cannot be evaluated."""
    target = t.cast(Target, route.target)
    for definition in target.resubmit:
        condition = definition.get("condition")
        try:
            is_true = evaluate(condition, failure, attempt) if condition else True
        except RefusedError as error:
            cause = f"Galaxy cannot evaluate the condition '{condition}': {error}."
            yield replace(_stays_failed(route, cause), limits=())
            return
        except UnknownError:
            is_true = None
        if is_true or is_true is None:
            reason = f"if '{condition}' is true" if is_true is None else failure
            failed = _Attempt(attempt, failure, reason)
            yield from _apply(router, job, route, definition, failed)
        if is_true:
            return
    yield _stays_failed(route, f"'{target.id}' has no resubmission after {failure}.")


def _stays_failed(route: Route, cause: str) -> Route:
    place = route.target.place if route.target else None
    return Route(route.steps, failure=Failure(RUNNER_MESSAGE, cause, place))


def _apply(
    router: Router, job: Job, route: Route, definition: Mapping[str, t.Any], failed: _Attempt
) -> Iterator[Route]:
    """Yield the routes of a job that is resubmitted by a definition."""
    target = t.cast(Target, route.target)
    name = definition.get("environment")
    destinations = [target] if name is None else router.destinations.targets(name)
    if not destinations:
        yield _stays_failed(route, f"Unknown destination '{name}' in resubmit.")
        return
    try:
        delay = _delay(definition.get("delay"), failed)
    except (RefusedError, UnknownError) as error:
        cause = f"Cannot evaluate the delay '{definition.get('delay')}': {error}."
        yield _stays_failed(route, cause)
        return
    for destination in destinations:
        params = {**target.params, **destination.params, **delay}
        action = f"attempt {failed.number} failed: resubmitted to '{destination.id}'"
        step = Step(action, failed.reason, target.place)
        restored = _restored(router, replace(destination, params=params))
        for following in router.continued(restored, (*route.steps, step), job):
            yield _stuck(following)


def _stuck(route: Route) -> Route:
    """Return a route; if no destination was found, with the failure as the handler handles it.

    The handler maps resubmitted jobs before all others, and catches nothing: __handle_waiting_jobs.
    """
    failure = route.failure
    if failure is None or failure.mapped:
        return route
    cause = (
        f"{failure.cause} The job stays 'resubmitted', and its handler starts no other jobs: each "
        "iteration fails on this job first."
    )
    return replace(route, failure=replace(failure, message=None, cause=cause))


def _restored(router: Router, target: Target) -> Target:
    """Return a destination as the handler restores it from the database.

    Without an id, it gets the environment and the resubmission of the default destination.
    """
    name = target.id if target.id is not None else router.destinations.default[0]
    configured = router.destinations.targets(name)
    restored = Target(
        id=target.id, runner=target.runner, params={} if target.id is None else target.params
    )
    if not configured:
        return replace(restored, place=target.place)
    first = configured[0]
    return replace(
        restored, env=first.env, tags=first.tags, resubmit=first.resubmit, place=first.place
    )


def _delay(expression: object, failed: _Attempt) -> dict[str, str]:
    if not expression:
        return {}
    delay = str(evaluate(str(expression), failed.failure, failed.number))
    try:
        float(delay)
    except ValueError:
        return {}
    return {"__resubmit_delay_seconds": delay}
