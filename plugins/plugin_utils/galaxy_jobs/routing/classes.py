# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Jobs at which a configuration may decide differently: the edges of its rules."""

from __future__ import annotations

import itertools
import typing as t
from collections.abc import Collection, Iterable, Iterator, Mapping

from ..job import Dataset, FailsError, Job
from ..text import Value
from .request import INPUT
from .route import DYNAMIC, Router

SOMEONE = "someone@example.org"
OTHER_TOOL = "any_other_tool"
OF_CLASS = "any_tool_of_this_class"
_PARTS_WITHOUT_VERSION = 5
_GB = 1024**3
# A rule for more inputs than this is not tried at its edge.
_MOST_INPUTS = 1000


def tools(router: Router) -> list[Job]:
    """Return a job of each tool that the documents mention, of each class, and of another tool."""
    conf = router.destinations.conf
    written = [tool.id.data for tool in conf.tools if tool.id and isinstance(tool.id.data, str)]
    ruled = [str(name) for plan in router.plans() for name in plan.tools]
    by_tpv = [name for found in router.told_apart for name in found.get("tools", ())]
    names = dict.fromkeys([*map(_guid, written), *ruled, *by_tpv, OTHER_TOOL])
    classes = dict.fromkeys(str(tool.tool_class.data) for tool in conf.tools if tool.tool_class)
    return [*map(Job, names), *(Job(OF_CLASS, (name,)) for name in classes)]


def _guid(tool_id: str) -> str:
    """Return a whole guid of one whose version is left out."""
    trimmed = tool_id.rstrip("/")
    parts = trimmed.count("/") + 1
    return f"{trimmed}/0" if parts == _PARTS_WITHOUT_VERSION else trimmed


def edges(router: Router, job: Job) -> Iterator[Job]:
    """Yield the jobs of a tool at the edges of its rules, for each kind of user."""
    if not _is_dynamic(router, job):
        yield job
        return
    sizes, counts, records = dict.fromkeys([0]), dict.fromkeys([1]), dict[int, None]()
    arguments: dict[str, Mapping[t.Any, t.Any]] = {}
    sizes.update(dict.fromkeys(_by_tpv(router, job)))
    users: dict[str | None, None] = dict.fromkeys([None, SOMEONE])
    for plan in router.plans():
        users.update(dict.fromkeys(_one_of_each_priority(plan.users)))
        for rule in plan.tools[job.old_id].rules if job.old_id in plan.tools else ():
            users.update(dict.fromkeys(rule.users or ()))
            of = {"file_size": sizes, "num_input_datasets": counts, "records": records}
            if rule.arguments is not None:
                arguments[repr(rule.arguments)] = rule.arguments
            else:
                of[rule.type].update(dict.fromkeys(_around(rule.low, rule.high)))
    roles: list[tuple[str, ...]] = []
    for found in router.told_apart:
        users.update(dict.fromkeys(found.get("users", ())))
        roles.extend((name,) for name in found.get("roles", ()))
    people = [*((user, ()) for user in users), *((SOMEONE, each) for each in roles)]
    for (user, own), params in itertools.product(people, [{}, *arguments.values()]):
        for inputs in _inputs(sizes, counts, records):
            yield Job(job.tool, job.classes, user, own, inputs, params)


def sizes_within(router: Router, job: Job, low: int, high: int) -> list[int]:
    """Return sizes from low to high: both, the edges of rules between them, and powers of two."""
    found = {low, high}
    for plan in router.plans():
        for rule in plan.tools[job.old_id].rules if job.old_id in plan.tools else ():
            if rule.type == "file_size":
                found.update(_around(rule.low, rule.high))
    found.update(_by_tpv(router, job))
    found.update(1 << power for power in range(high.bit_length()))
    return sorted(size for size in found if low <= size <= high)


def _by_tpv(router: Router, job: Job) -> Iterator[int]:
    """Yield the sizes at the edges of what TPV compares them with."""
    for found in router.told_apart:
        for size in (*found.get("sizes", ()), *found.get("tools", {}).get(job.tool, ())):
            # The edge of '<' and of '>=', and that of '<=' and of '>'.
            yield from (*_around(size * _GB), int(size * _GB) + 1)


def _is_dynamic(router: Router, job: Job) -> bool:
    try:
        tool = router.destinations.tool(job)
    except FailsError:
        return False
    named = tool.destination.plain() if tool and tool.destination else None
    name = router.destinations.default[0] if named is None else named
    return any(target.runner == DYNAMIC for target in router.destinations.targets(name))


def _one_of_each_priority(users: Mapping[t.Any, Value]) -> Iterable[t.Any]:
    return {priority.data: user for user, priority in reversed(list(users.items()))}.values()


def _around(*bounds: t.Any) -> Iterator[int]:
    """Yield the whole numbers right below and at bounds."""
    for bound in bounds:
        if isinstance(bound, (int, float)) and 0 <= bound < 1 << 80:
            at = -int(-bound // 1)
            yield from (number for number in (at - 1, at) if number >= 0)


def _inputs(
    sizes: Iterable[int], counts: Iterable[int], records: Collection[int]
) -> Iterator[dict[str, Dataset]]:
    for count in counts:
        if count > _MOST_INPUTS:
            continue
        if count == 0:
            yield {}
            continue
        rest = {f"{INPUT}{number}": Dataset(0) for number in range(2, count + 1)}
        for size in sizes:
            for number in records:
                yield {INPUT: Dataset(size, "fasta", number), **rest}
            if not records:
                yield {INPUT: Dataset(size), **rest}
