# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Runs a table of tests, and reports the results as text, JSON or JUnit XML."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from ....module_utils._errors import ClusterError
from ..job import Dataset, Job
from ..secrets import mask_secrets
from ..text import Position
from ..words import plural
from .boundaries import sizes_within
from .job_fields import INPUT
from .model import Route
from .report import describe
from .resubmit import attempts
from .route import Router
from .table import Expected, Pinned, Row, Table


@dataclass(frozen=True)
class Result:
    """The result of a row: the number of its jobs, and a sentence for each mismatch."""

    position: Position
    jobs: int
    mismatches: tuple[str, ...]


def check(table: Table, router: Router) -> list[Result]:
    """Return the result of each row, in the order of the table."""
    return [_result(row, router, table.destinations) for row in table.rows]


def _result(row: Row, router: Router, pinned: Mapping[str, Pinned]) -> Result:
    jobs = list(_jobs(row, router))
    mismatches: dict[str, None] = {}
    for job in jobs:
        for message in _mismatches(row, job, router, pinned):
            mismatches[f"{describe(job)}: {message}"] = None
    return Result(row.place.position, len(jobs), tuple(mismatches))


def _jobs(row: Row, router: Router) -> Iterator[Job]:
    for job in row.jobs:
        if row.sweep is None:
            yield job
            continue
        for size in sizes_within(router, job, *row.sweep):
            yield replace(job, inputs={INPUT: Dataset(size)})


def _mismatches(row: Row, job: Job, router: Router, pinned: Mapping[str, Pinned]) -> Iterator[str]:
    try:
        routes = attempts(router, job, row.attempt, row.failure)
    except ClusterError as error:
        yield str(error)
        return
    yield from _outcome(routes, row.expected)
    for route in routes:
        destination = pinned.get(route.destination) if route.destination is not None else None
        target = route.target
        if target is None:
            continue
        if row.expected.params is not None:
            yield from _params(target.params, row.expected.params, exactly=False)
        elif destination is not None and destination.params is not None:
            yield from _params(target.params, destination.params, exactly=True)
        if destination is not None and destination.runner not in (None, target.runner):
            yield f"the runner is '{target.runner}', expected '{destination.runner}'."


def _outcome(routes: Sequence[Route], expected: Expected) -> Iterator[str]:
    """Yield the unexpected outcomes of a job, and the expected ones that never happen."""
    names = {destination_of(route) for route in routes if route.target}
    failures = {message_of(route): route.failure.cause for route in routes if route.failure}
    for route in routes:
        if route.unknown:
            yield f"its destination is unknown: {route.unknown}"
            return
    for name in sorted(names - expected.names):
        yield f"it goes to '{name}', expected {_in_words(expected)}."
    for message, cause in failures.items():
        if message not in expected.failures:
            yield f"it fails with '{message}', expected {_in_words(expected)}: {cause}"
    if names <= expected.names and set(failures) <= expected.failures:
        for name in sorted(expected.names - names):
            yield f"it never goes to '{name}'."
        for message in sorted(expected.failures - set(failures)):
            yield f"it never fails with '{message}'."


def _in_words(expected: Expected) -> str:
    failures = [f"to fail with '{message}'" for message in sorted(expected.failures)]
    return " or ".join([*(f"'{name}'" for name in sorted(expected.names)), *failures])


def message_of(route: Route) -> str:
    """Return the message that users see; they see none if the job never ends."""
    message = route.failure.message if route.failure else None
    return "(the job never ends)" if message is None else message


def destination_of(route: Route) -> str:
    """Return the id of the destination, or its runner if it has no id."""
    target = route.target
    if target is None:
        return ""
    return target.id if target.id is not None else f"runner {target.runner}"


def _params(
    found: Mapping[str, t.Any], expected: Mapping[str, t.Any], exactly: bool
) -> Iterator[str]:
    found = mask_secrets("", found)
    expected = mask_secrets("", expected)
    for name in [*expected, *(set(found) - set(expected) if exactly else ())]:
        if name not in found:
            yield f"the parameter '{name}' is missing, expected '{expected[name]}'."
        elif name not in expected:
            yield f"the parameter '{name}' is '{found[name]}', expected none."
        elif found[name] != expected[name]:
            yield f"the parameter '{name}' is '{found[name]}', expected '{expected[name]}'."


def passed(results: Sequence[Result]) -> bool:
    """Return whether all tests pass."""
    return not any(result.mismatches for result in results)


def summary(results: Sequence[Result]) -> str:
    """Return the numbers of tests, jobs and failures."""
    failed = sum(bool(result.mismatches) for result in results)
    jobs = sum(result.jobs for result in results)
    return f"{plural(len(results), 'test')} ({plural(jobs, 'job')}), {failed} failed"


def as_text(results: Sequence[Result]) -> str:
    """Return a line for each mismatch, and the numbers."""
    lines = [
        f"{result.position.path}:{result.position.line}: {message}"
        for result in results
        for message in result.mismatches
    ]
    return "\n".join([*lines, summary(results)])


def as_json(results: Sequence[Result]) -> str:
    """Return all results."""
    return json.dumps([as_data(result) for result in results], indent=2)


def as_data(result: Result) -> dict[str, t.Any]:
    """Return a result as plain data."""
    return {
        "path": result.position.path,
        "line": result.position.line,
        "jobs": result.jobs,
        "mismatches": list(result.mismatches),
    }


def as_junit(results: Sequence[Result]) -> str:
    """Return the results as JUnit XML, which CI systems read."""
    failed = sum(bool(result.mismatches) for result in results)
    head = f'<testsuite name="galaxy-jobs" tests="{len(results)}" failures="{failed}">'
    cases = [_case(result) for result in results]
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *cases, "</testsuite>"])


def _case(result: Result) -> str:
    position = f"{result.position.path}:{result.position.line}"
    case = f'  <testcase classname="{escape(result.position.path)}" name="{escape(position)}"'
    if not result.mismatches:
        return f"{case}/>"
    text = escape("\n".join(result.mismatches))
    return f'{case}><failure message="{escape(result.mismatches[0])}">{text}</failure></testcase>'


FORMATS = {"text": as_text, "json": as_json, "junit": as_junit}
