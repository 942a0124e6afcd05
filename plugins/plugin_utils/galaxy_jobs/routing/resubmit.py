# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Where a job goes after it failed.

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

# What users see is known to the runner alone.
OF_RUNNER = "(what the runner says of the failure)"


def attempts(router: Router, job: Job, attempt: int, failure: str) -> tuple[Route, ...]:
    """Return the ways of the n-th attempt, the ones before it having failed so."""
    routes = router.routes(job)
    for failed in range(1, attempt):
        again: list[Route] = []
        for route in routes:
            if route.target is None:
                again.append(route)
            else:
                again.extend(_resubmitted(router, job, route, failed, failure))
        routes = tuple(again)
    return routes


def _resubmitted(
    router: Router, job: Job, route: Route, attempt: int, failure: str
) -> Iterator[Route]:
    """Yield where the job goes after an attempt: several ways where a condition is not known."""
    target = t.cast(Target, route.target)
    for definition in target.resubmit:
        condition = definition.get("condition")
        try:
            taken = evaluate(condition, failure, attempt) if condition else True
        except RefusedError as error:
            why = f"Galaxy breaks down over the condition '{condition}': {error}."
            yield replace(_stays_failed(route, why), holds=())
            return
        except UnknownError:
            taken = None
        if taken or taken is None:
            because = f"if '{condition}' holds" if taken is None else failure
            yield from _again(router, job, route, definition, (attempt, failure, because))
        if taken:
            return
    yield _stays_failed(route, f"Nothing resubmits a job of '{target.id}' after {failure}.")


def _stays_failed(route: Route, cause: str) -> Route:
    place = route.target.place if route.target else None
    return Route(route.steps, failure=Failure(OF_RUNNER, cause, place))


def _again(
    router: Router,
    job: Job,
    route: Route,
    definition: Mapping[str, t.Any],
    failed: tuple[int, str, str],
) -> Iterator[Route]:
    target = t.cast(Target, route.target)
    attempt, failure, because = failed
    name = definition.get("environment")
    found = [target] if name is None else router.destinations.targets(name)
    if not found:
        yield _stays_failed(route, f"It is to be resubmitted to '{name}', which there is not.")
        return
    try:
        delay = _delay(definition.get("delay"), failure, attempt)
    except (RefusedError, UnknownError) as error:
        yield _stays_failed(route, f"The delay '{definition.get('delay')}' is not known: {error}.")
        return
    for each in found:
        params = {**target.params, **each.params, **delay}
        step = Step(f"attempt {attempt} failed: resubmitted to '{each.id}'", because, target.place)
        picked_up = _picked_up(router, replace(each, params=params))
        for way in router.continued(picked_up, (*route.steps, step), job):
            yield _stuck(way)


def _stuck(route: Route) -> Route:
    """Return a route; where no destination is found, it ends as the handler makes it end.

    The handler maps resubmitted jobs before all others, and catches nothing: __handle_waiting_jobs.
    """
    failure = route.failure
    if failure is None or failure.mapped:
        return route
    cause = (
        f"{failure.cause} The job stays 'resubmitted', and its handler starts no other job any "
        "more: at each turn it breaks down over this one first."
    )
    return replace(route, failure=replace(failure, message=None, cause=cause))


def _picked_up(router: Router, target: Target) -> Target:
    """Return a destination as the handler makes it again from what the database keeps of it.

    One without an id has the environment and the resubmission of the default destination.
    """
    name = target.id if target.id is not None else router.destinations.default[0]
    of_conf = router.destinations.targets(name)
    made = Target(target.id, target.runner, {} if target.id is None else target.params)
    if not of_conf:
        return replace(made, place=target.place)
    first = of_conf[0]
    return replace(made, env=first.env, tags=first.tags, resubmit=first.resubmit, place=first.place)


def _delay(written: object, failure: str, attempt: int) -> dict[str, str]:
    if not written:
        return {}
    delay = str(evaluate(str(written), failure, attempt))
    try:
        float(delay)
    except ValueError:
        return {}
    return {"__resubmit_delay_seconds": delay}
