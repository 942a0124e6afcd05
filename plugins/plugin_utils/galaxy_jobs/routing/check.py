# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Mapping tests run, and their results for people, machines and CI."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from ....module_utils._errors import ClusterError
from ..job import Dataset, Job
from ..secrets import without_secrets
from ..text import Position
from .classes import sizes_within
from .model import Route
from .report import described
from .request import INPUT
from .resubmit import attempts
from .route import Router
from .table import Expected, Pinned, Row, Table


@dataclass(frozen=True)
class Result:
    """What came of one row: how many jobs it stands for, and what is wrong, a sentence each."""

    position: Position
    jobs: int
    wrong: tuple[str, ...]


def check(table: Table, router: Router) -> list[Result]:
    """Return the result of each row, in the order of the table."""
    return [_result(row, router, table.destinations) for row in table.rows]


def _result(row: Row, router: Router, pinned: Mapping[str, Pinned]) -> Result:
    jobs = list(_jobs(row, router))
    wrong: dict[str, None] = {}
    for job in jobs:
        for message in _wrong(row, job, router, pinned):
            wrong[f"{described(job)}: {message}"] = None
    return Result(row.place.position, len(jobs), tuple(wrong))


def _jobs(row: Row, router: Router) -> Iterator[Job]:
    for job in row.jobs:
        if row.sweep is None:
            yield job
            continue
        for size in sizes_within(router, job, *row.sweep):
            yield replace(job, inputs={INPUT: Dataset(size)})


def _wrong(row: Row, job: Job, router: Router, pinned: Mapping[str, Pinned]) -> Iterator[str]:
    try:
        routes = attempts(router, job, row.attempt, row.failure)
    except ClusterError as error:
        yield str(error)
        return
    yield from _outcome(routes, row.expected)
    for route in routes:
        of_conf = pinned.get(route.destination) if route.destination is not None else None
        target = route.target
        if target is None:
            continue
        if row.expected.params is not None:
            yield from _params(target.params, row.expected.params, exactly=False)
        elif of_conf is not None and of_conf.params is not None:
            yield from _params(target.params, of_conf.params, exactly=True)
        if of_conf is not None and of_conf.runner not in (None, target.runner):
            yield f"the runner is '{target.runner}', expected '{of_conf.runner}'."


def _outcome(routes: Sequence[Route], expected: Expected) -> Iterator[str]:
    """Yield what is wrong with where the job goes: all it may do must be expected, and no more."""
    names = {goes_to(route) for route in routes if route.target}
    failures = {fails_with(route): route.failure.cause for route in routes if route.failure}
    for route in routes:
        if route.unknown:
            yield f"it is not known where it goes: {route.unknown}"
            return
    for name in sorted(names - expected.names):
        yield f"it goes to '{name}', expected {_all(expected)}."
    for message, cause in failures.items():
        if message not in expected.failures:
            yield f"it fails with '{message}', expected {_all(expected)}: {cause}"
    if names <= expected.names and set(failures) <= expected.failures:
        for name in sorted(expected.names - names):
            yield f"it never goes to '{name}'."
        for message in sorted(expected.failures - set(failures)):
            yield f"it never fails with '{message}'."


def _all(expected: Expected) -> str:
    failures = [f"to fail with '{message}'" for message in sorted(expected.failures)]
    return " or ".join([*(f"'{name}'" for name in sorted(expected.names)), *failures])


def fails_with(route: Route) -> str:
    """Return the message that users see, or that they see none."""
    message = route.failure.message if route.failure else None
    return "(the job never ends)" if message is None else message


def goes_to(route: Route) -> str:
    """Return the id of the destination, or the runner of one that has none."""
    target = route.target
    if target is None:
        return ""
    return target.id if target.id is not None else f"runner {target.runner}"


def _params(
    given: Mapping[str, t.Any], expected: Mapping[str, t.Any], exactly: bool
) -> Iterator[str]:
    shown: Mapping[str, t.Any] = without_secrets("", given)
    wanted: Mapping[str, t.Any] = without_secrets("", expected)
    for name in [*wanted, *(set(shown) - set(wanted) if exactly else ())]:
        if name not in shown:
            yield f"the parameter '{name}' is not there, expected '{wanted[name]}'."
        elif name not in wanted:
            yield f"the parameter '{name}' is '{shown[name]}', expected none."
        elif shown[name] != wanted[name]:
            yield f"the parameter '{name}' is '{shown[name]}', expected '{wanted[name]}'."


def passed(results: Sequence[Result]) -> bool:
    """Return whether all rows hold."""
    return not any(result.wrong for result in results)


def summary(results: Sequence[Result]) -> str:
    """Return the numbers."""
    failed = sum(bool(result.wrong) for result in results)
    jobs = sum(result.jobs for result in results)
    return f"{counted(len(results), 'test')} of {counted(jobs, 'job')}, {failed} failed"


def counted(number: int, what: str) -> str:
    """Return "1 test" or "2 tests"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def as_text(results: Sequence[Result]) -> str:
    """Return a line for each thing that is wrong, and the numbers."""
    lines = [
        f"{result.position.path}:{result.position.line}: {message}"
        for result in results
        for message in result.wrong
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
        "wrong": list(result.wrong),
    }


def as_junit(results: Sequence[Result]) -> str:
    """Return the results as CI systems read them."""
    failed = sum(bool(result.wrong) for result in results)
    head = f'<testsuite name="galaxy-jobs" tests="{len(results)}" failures="{failed}">'
    cases = [_case(result) for result in results]
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *cases, "</testsuite>"])


def _case(result: Result) -> str:
    at = f"{result.position.path}:{result.position.line}"
    name = f'  <testcase classname="{escape(result.position.path)}" name="{escape(at)}"'
    if not result.wrong:
        return f"{name}/>"
    text = escape("\n".join(result.wrong))
    return f'{name}><failure message="{escape(result.wrong[0])}">{text}</failure></testcase>'


FORMATS = {"text": as_text, "json": as_json, "junit": as_junit}
