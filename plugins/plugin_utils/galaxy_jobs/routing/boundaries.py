# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Jobs at the boundaries of rules, where a configuration may decide differently."""

from __future__ import annotations

import itertools
import typing as t
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..job import Dataset, FailsError, Job
from ..text import Value
from ..tool_destinations.plan import PlannedRule
from .job_fields import INPUT, TOOL_OF_CLASS
from .route import Router
from .walk import DYNAMIC

SOMEONE = "someone@example.org"
OTHER_TOOL = "any_other_tool"
_PARTS_WITHOUT_VERSION = 5
_GB = 1024**3
# Rules for more inputs than this are not tried at their boundaries.
_MAX_INPUTS = 1000


def tool_jobs(router: Router) -> list[Job]:
    """Return a job of each tool in the documents, of each class, and of another tool."""
    conf = router.destinations.conf
    configured = [tool.id.data for tool in conf.tools if tool.id and isinstance(tool.id.data, str)]
    planned = [str(name) for plan in router.plans() for name in plan.tools]
    from_tpv = [name for found in router.distinguished for name in found.get("tools", ())]
    names = dict.fromkeys([*map(_guid, configured), *planned, *from_tpv, OTHER_TOOL])
    classes = dict.fromkeys(str(tool.tool_class.data) for tool in conf.tools if tool.tool_class)
    return [*map(Job, names), *(Job(TOOL_OF_CLASS, (name,)) for name in classes)]


def _guid(tool_id: str) -> str:
    """Return a complete guid for one without a version."""
    trimmed = tool_id.rstrip("/")
    parts = trimmed.count("/") + 1
    return f"{trimmed}/0" if parts == _PARTS_WITHOUT_VERSION else trimmed


@dataclass
class _Values:
    """The values of job properties that are worth trying. Dicts keep their order."""

    sizes: dict[int, None] = field(default_factory=lambda: dict.fromkeys([0]))
    counts: dict[int, None] = field(default_factory=lambda: dict.fromkeys([1]))
    records: dict[int, None] = field(default_factory=dict)
    arguments: dict[str, Mapping[t.Any, t.Any]] = field(default_factory=dict)
    users: dict[str | None, None] = field(default_factory=lambda: dict.fromkeys([None, SOMEONE]))
    roles: list[tuple[str, ...]] = field(default_factory=list)

    def add_rule(self, rule: PlannedRule) -> None:
        """Add the users of a rule, and its arguments or the values at its bounds."""
        self.users.update(dict.fromkeys(rule.users or ()))
        if rule.arguments is not None:
            self.arguments[repr(rule.arguments)] = rule.arguments
            return
        by_type = {
            "file_size": self.sizes,
            "num_input_datasets": self.counts,
            "records": self.records,
        }
        by_type[rule.type].update(dict.fromkeys(_around(rule.low, rule.high)))

    def people(self) -> list[tuple[str | None, tuple[str, ...]]]:
        """Return users with their roles."""
        return [*((user, ()) for user in self.users), *((SOMEONE, roles) for roles in self.roles)]


def boundary_jobs(router: Router, job: Job) -> Iterator[Job]:
    """Yield the jobs of a tool at the boundaries of its rules, for each kind of user."""
    if not _is_dynamic(router, job):
        yield job
        return
    values = _values(router, job)
    params = [{}, *values.arguments.values()]
    for (user, roles), arguments in itertools.product(values.people(), params):
        for inputs in _inputs(values.sizes, values.counts, values.records):
            yield Job(
                tool=job.tool,
                classes=job.classes,
                user=user,
                roles=roles,
                inputs=inputs,
                params=arguments,
            )


def _values(router: Router, job: Job) -> _Values:
    values = _Values()
    values.sizes.update(dict.fromkeys(_sizes_of_tpv(router, job)))
    for plan in router.plans():
        values.users.update(dict.fromkeys(_one_user_per_priority(plan.users)))
        for rule in plan.tools[job.old_id].rules if job.old_id in plan.tools else ():
            values.add_rule(rule)
    for found in router.distinguished:
        values.users.update(dict.fromkeys(found.get("users", ())))
        values.roles.extend((name,) for name in found.get("roles", ()))
    return values


def sizes_within(router: Router, job: Job, low: int, high: int) -> list[int]:
    """Return sizes in a range: its ends, the boundaries of rules, and powers of two."""
    found = {low, high}
    for plan in router.plans():
        for rule in plan.tools[job.old_id].rules if job.old_id in plan.tools else ():
            if rule.type == "file_size":
                found.update(_around(rule.low, rule.high))
    found.update(_sizes_of_tpv(router, job))
    found.update(1 << power for power in range(high.bit_length()))
    return sorted(size for size in found if low <= size <= high)


def _sizes_of_tpv(router: Router, job: Job) -> Iterator[int]:
    """Yield the sizes around those with which TPV compares."""
    for found in router.distinguished:
        for size in (*found.get("sizes", ()), *found.get("tools", {}).get(job.tool, ())):
            # The boundaries of '<' and '>=', and those of '<=' and '>'.
            yield from (*_around(size * _GB), int(size * _GB) + 1)


def _is_dynamic(router: Router, job: Job) -> bool:
    try:
        tool = router.destinations.tool(job)
    except FailsError:
        return False
    name = tool.destination.plain() if tool and tool.destination else None
    name = router.destinations.default[0] if name is None else name
    return any(target.runner == DYNAMIC for target in router.destinations.targets(name))


def _one_user_per_priority(users: Mapping[t.Any, Value]) -> Iterable[t.Any]:
    return {priority.data: user for user, priority in reversed(list(users.items()))}.values()


def _around(*bounds: t.Any) -> Iterator[int]:
    """Yield the whole numbers at bounds and directly below."""
    for bound in bounds:
        if isinstance(bound, (int, float)) and 0 <= bound < 1 << 80:
            ceiling = -int(-bound // 1)
            yield from (number for number in (ceiling - 1, ceiling) if number >= 0)


def _inputs(
    sizes: Iterable[int], counts: Iterable[int], records: Collection[int]
) -> Iterator[dict[str, Dataset]]:
    for count in counts:
        if count > _MAX_INPUTS:
            continue
        if count == 0:
            yield {}
            continue
        others = {f"{INPUT}{number}": Dataset(0) for number in range(2, count + 1)}
        for size in sizes:
            for number in records:
                yield {INPUT: Dataset(size, "fasta", number), **others}
            if not records:
                yield {INPUT: Dataset(size), **others}
