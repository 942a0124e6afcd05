# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a configuration decides today: as a table of tests, and compared with another one."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator, Mapping, Sequence

from ....module_utils._errors import ClusterError
from ..job import Dataset, Job
from ..secrets import without_secrets
from ..yaml import dump
from .check import counted, fails_with, goes_to
from .classes import edges, tools
from .model import Route
from .report import described
from .request import INPUT
from .route import Router

_HEAD = (
    "# What this configuration decided when the table was made, at each edge of its rules.\n"
    "# A change that keeps all tests changes nothing for users.\n"
)
_LEFT_OUT = "# Left out: {}, of which no rule tells where they go, such as {}.\n"


def table_of(router: Router, documents: Mapping[str, t.Any]) -> str:
    """Return a table that pins today's decisions; documents are what it begins with."""
    destinations: dict[str, t.Any] = {}
    tests: list[dict[str, t.Any]] = []
    left_out = []
    for job, routes in decisions(router):
        if router.rules.run is not None and any(route.unknown for route in routes):
            left_out.append(described(job))
            continue
        for route in routes:
            _pin(route, router, destinations)
        tests.append({**_asked(job), **_decided(routes, destinations)})
    for name in ("input", "user"):
        tests = _grouped(tests, name)
    head = _LEFT_OUT.format(counted(len(left_out), "job"), left_out[0]) if left_out else ""
    return _HEAD + head + dump({**documents, "destinations": destinations, "tests": tests})


def _grouped(tests: list[dict[str, t.Any]], name: str) -> list[dict[str, t.Any]]:
    """Return tests in which those that differ in nothing but this value are one, with a list."""
    groups: dict[str, tuple[dict[str, t.Any], list[t.Any]]] = {}
    for test in tests:
        rest = {key: value for key, value in test.items() if key != name}
        _rest, values = groups.setdefault(repr((rest, name in test)), (test, []))
        values.append(test.get(name))
    return [{**test, name: values} if len(values) > 1 else test for test, values in groups.values()]


def decisions(router: Router) -> Iterator[tuple[Job, tuple[Route, ...]]]:
    """Yield the jobs at the edges of all rules, and where they go."""
    for tool in tools(router):
        for job in edges(router, tool):
            yield job, router.routes(job)


def _pin(route: Route, router: Router, destinations: dict[str, t.Any]) -> None:
    """Note what the destination of a route is, when the job_conf has it."""
    name = route.destination
    found = router.destinations.targets(name) if name is not None else []
    if name is not None and name not in destinations and len(found) == 1:
        destinations[name] = {
            "runner": found[0].runner,
            "params": without_secrets("", found[0].params),
        }


def _asked(job: Job) -> dict[str, t.Any]:
    asked: dict[str, t.Any] = {"tool": job.tool}
    if job.classes:
        asked["class"] = list(job.classes)
    if job.inputs == {INPUT: Dataset(job.inputs[INPUT].size)} if INPUT in job.inputs else False:
        asked["input"] = f"{job.inputs[INPUT].size} B"
    elif job.inputs:
        asked["inputs"] = {name: _dataset(each) for name, each in job.inputs.items()}
    if job.params:
        asked["params"] = dict(job.params)
    if job.roles:
        asked["roles"] = list(job.roles)
    return {**asked, "user": job.user or "anonymous"}


def _dataset(dataset: Dataset) -> t.Any:
    if dataset.ext is None:
        return f"{dataset.size} B"
    return {"size": f"{dataset.size} B", "ext": dataset.ext, "records": dataset.records}


def _decided(routes: Sequence[Route], destinations: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return what is expected. Raises ClusterError where nobody knows."""
    unknown = [route.unknown for route in routes if route.unknown]
    if unknown:
        raise ClusterError(f"What rules in Python decide cannot be pinned: {unknown[0]}")
    names = dict.fromkeys(goes_to(route) for route in routes if route.target)
    failures = dict.fromkeys(fails_with(route) for route in routes if route.failure)
    decided: dict[str, t.Any] = {
        name: found[0] if len(found) == 1 else found
        for name, found in (("expect", list(names)), ("expect_failure", list(failures)))
        if found
    }
    target = routes[0].target
    params = without_secrets("", target.params) if target else {}
    pinned = destinations.get(str(routes[0].destination), {}).get("params")
    if len(routes) == 1 and target and params != pinned:
        decided["expect_params"] = params
    return decided


class Difference(t.NamedTuple):
    """A job that two configurations treat otherwise, and what each does."""

    job: str
    old: str
    new: str


def differences(old: Router, new: Router) -> tuple[list[Difference], list[str]]:
    """Return the jobs, at the edges of the rules of both, that go elsewhere or otherwise.

    Also those of which that is not known, for only running a rule would tell where they go.
    """
    jobs: dict[str, Job] = {}
    for router in (old, new):
        for tool in [*tools(old), *tools(new)]:
            for job in edges(router, tool):
                jobs.setdefault(repr(job), job)
    found, not_known = [], []
    for job in jobs.values():
        routes = old.routes(job), new.routes(job)
        before, after = map(_outcome, routes)
        if before != after:
            found.append(Difference(described(job), before, after))
        elif any(route.unknown and not route.put_off for route in routes[0]):
            not_known.append(described(job))
    return found, not_known


def _outcome(routes: Sequence[Route]) -> str:
    """Return where a job goes, in words that tell all that matters apart."""
    return " or ".join(sorted({_one(route) for route in routes}))


def _one(route: Route) -> str:
    if route.failure:
        return f"fails with '{fails_with(route)}'"
    if route.target is None:
        return f"not known: {route.unknown}"
    target = route.target
    env = [without_secrets(each.get("name", ""), each) for each in target.env]
    more = {"params": without_secrets("", target.params), "env": env}
    said = {name: value for name, value in more.items() if value}
    words = f"{goes_to(route)} (runner {target.runner}"
    return f"{words}, {json.dumps(said, sort_keys=True, default=str)})" if said else f"{words})"


def as_text(found: Sequence[Difference]) -> str:
    """Return the differences, three lines each, and their number."""
    lines = [f"{each.job}\n  - {each.old}\n  + {each.new}" for each in found]
    return "\n".join([*lines, f"treated otherwise: {counted(len(found), 'job')}"])


def as_json(found: Sequence[Difference]) -> str:
    """Return the differences as a list."""
    return json.dumps([each._asdict() for each in found], indent=2)
