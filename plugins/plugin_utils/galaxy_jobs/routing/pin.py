# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Writes the current decisions of a configuration as a table of tests."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Mapping, Sequence

from ....module_utils._errors import ClusterError
from ..job import Dataset, Job
from ..secrets import mask_secrets
from ..words import plural
from ..yaml import dump
from .boundaries import boundary_jobs, tool_jobs
from .check import destination_of, message_of
from .job_fields import INPUT
from .model import Route
from .report import describe
from .route import Router

_HEAD = (
    "# The decisions of this configuration when this table was written, at the boundaries of its\n"
    "# rules. A change that keeps all tests green changes nothing for users.\n"
)
_LEFT_OUT = "# Left out: {} without a known destination, such as {}.\n"


def table_of(router: Router, documents: Mapping[str, t.Any]) -> str:
    """Return a table that pins the current decisions, beginning with the documents.

    Raises ClusterError if a decision is unknown because rules are not run.
    """
    destinations: dict[str, t.Any] = {}
    tests: list[dict[str, t.Any]] = []
    left_out = []
    for job, routes in _decisions(router):
        if router.rules.run is not None and any(route.unknown for route in routes):
            left_out.append(describe(job))
            continue
        for route in routes:
            _pin(route, router, destinations)
        tests.append({**_job_fields(job), **_expectations(routes, destinations)})
    for name in ("input", "user"):
        tests = _merge(tests, name)
    note = _LEFT_OUT.format(plural(len(left_out), "job"), left_out[0]) if left_out else ""
    return _HEAD + note + dump({**documents, "destinations": destinations, "tests": tests})


def _merge(tests: list[dict[str, t.Any]], name: str) -> list[dict[str, t.Any]]:
    """Merge tests that differ in this value only; the merged test has a list of values."""
    groups: dict[str, tuple[dict[str, t.Any], list[t.Any]]] = {}
    for test in tests:
        rest = {key: value for key, value in test.items() if key != name}
        _rest, values = groups.setdefault(repr((rest, name in test)), (test, []))
        values.append(test.get(name))
    return [{**test, name: values} if len(values) > 1 else test for test, values in groups.values()]


def _decisions(router: Router) -> Iterator[tuple[Job, tuple[Route, ...]]]:
    """Yield the jobs at the boundaries of all rules, and their routes."""
    for tool in tool_jobs(router):
        for job in boundary_jobs(router, tool):
            yield job, router.routes(job)


def _pin(route: Route, router: Router, destinations: dict[str, t.Any]) -> None:
    """Add the runner and parameters of a route's destination, if the job_conf defines it."""
    name = route.destination
    targets = router.destinations.targets(name) if name is not None else []
    if name is not None and name not in destinations and len(targets) == 1:
        destinations[name] = {
            "runner": targets[0].runner,
            "params": mask_secrets("", targets[0].params),
        }


def _job_fields(job: Job) -> dict[str, t.Any]:
    fields: dict[str, t.Any] = {"tool": job.tool}
    if job.classes:
        fields["class"] = list(job.classes)
    if job.inputs == {INPUT: Dataset(job.inputs[INPUT].size)} if INPUT in job.inputs else False:
        fields["input"] = f"{job.inputs[INPUT].size} B"
    elif job.inputs:
        fields["inputs"] = {name: _dataset(dataset) for name, dataset in job.inputs.items()}
    if job.params:
        fields["params"] = dict(job.params)
    if job.roles:
        fields["roles"] = list(job.roles)
    return {**fields, "user": job.user or "anonymous"}


def _dataset(dataset: Dataset) -> t.Any:
    if dataset.ext is None:
        return f"{dataset.size} B"
    return {"size": f"{dataset.size} B", "ext": dataset.ext, "records": dataset.records}


def _expectations(routes: Sequence[Route], destinations: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return the expectations of a test. Raises ClusterError for an unknown route."""
    unknown = [route.unknown for route in routes if route.unknown]
    if unknown:
        raise ClusterError(f"Cannot write tests for decisions of Python rules: {unknown[0]}")
    names = dict.fromkeys(destination_of(route) for route in routes if route.target)
    failures = dict.fromkeys(message_of(route) for route in routes if route.failure)
    expected: dict[str, t.Any] = {
        name: values[0] if len(values) == 1 else values
        for name, values in (("expect", list(names)), ("expect_failure", list(failures)))
        if values
    }
    target = routes[0].target
    params = mask_secrets("", target.params) if target else {}
    pinned = destinations.get(str(routes[0].destination), {}).get("params")
    if len(routes) == 1 and target and params != pinned:
        expected["expect_params"] = params
    return expected
