# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job_conf made ready for many questions: its tools, destinations and limits by name.

Galaxy 26.1.2: galaxy/jobs/__init__.py, get_job_tool_configurations, get_destination and
queue_with_limit; galaxy/tools/__init__.py, __get_job_tool_configuration; galaxy/jobs/handler.py,
__check_destination_jobs and __check_user_jobs.
"""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from ....module_utils._errors import ClusterError
from ..job import Job, Step, crash
from ..job_conf.lookup import destinations_by_name, tools_by_id
from ..job_conf.model import Destination, Env, JobConf, Resubmit, Tool, is_enabled
from ..job_conf.values import as_int
from ..text import Place, Value
from .model import Target

# In the order Galaxy looks them up.
TOOL_CLASSES = ("local", "requires_galaxy", "user_defined")
# Of the class 'local' whatever their files say: galaxy/tools/__init__.py.
_LOCAL_TOOLS = ("upload1", "__DATA_FETCH__")


class Destinations:
    """The destinations, tools and limits of a job_conf. Raises ClusterError for one refused.

    default_resubmission is the default_job_resubmission_condition of galaxy.yml.
    """

    def __init__(self, conf: JobConf, default_resubmission: object = None) -> None:
        _check_starts(conf)
        self.conf = conf
        self.default_resubmit = _default_resubmit(default_resubmission)
        self.named = destinations_by_name(conf)
        self._tools = tools_by_id(conf)
        self._classes = _tools_by_class(conf)
        self._targets: dict[int, Target] = {}
        self.runners = {
            runner.id.data: runner.load.data if runner.load else None
            for runner in conf.runners
            if runner.id.data != "dynamic" and is_enabled(runner.enabled)
        }

    @property
    def word(self) -> str:
        """Return what the document calls a destination."""
        return "environment" if self.conf.syntax == "yaml" else "destination"

    @property
    def default(self) -> tuple[Hashable, str, Place]:
        """Return the name of the default destination, why it is that, and where it says so."""
        default = self.conf.default
        if default is None or (default.value.data is None and default.fixed):
            return next(iter(self.named)), f"the only {self.word}", self.conf.place
        name = t.cast(Hashable, default.value.plain())
        because = f"the default {self.word}"
        if not default.fixed:
            source = default.from_environ or default.from_config
            because += f", unless '{source.data if source else ''}' is set"
        return name, because, default.value.place

    def tool(self, job: Job) -> Tool | None:
        """Return what is configured for the tool of a job. Raises FailsError."""
        found = [tool for each in job.ids for tool in self._tools.get(each, ())]
        return chosen(found or self._of_class(job), job.tool)

    def tools(self) -> Iterator[tuple[str, list[Tool]]]:
        """Yield the names of tools, and of classes, with all that is configured for each."""
        yield from self._tools.items()
        for name in TOOL_CLASSES:
            if name in self._classes:
                yield f"any tool of the class '{name}'", self._classes[name]

    def _of_class(self, job: Job) -> list[Tool]:
        local = job.old_id in _LOCAL_TOOLS
        for name in TOOL_CLASSES:
            if (name in job.classes or (local and name == "local")) and name in self._classes:
                return self._classes[name]
        return []

    def resource_fields(self, job: Job) -> list[str]:
        """Return the resource parameters that the form of a tool shows."""
        first = (self._tools[each][0].resources for each in job.ids if each in self._tools)
        groups = [value.plain() for value in first if value and value.data]
        default = self.conf.default_resource_group
        name = groups[0] if groups else default and default.plain()
        found = [group for group in self.conf.resource_groups if group.id.data == name]
        return [str(field.plain()) for field in found[-1].fields] if found else []

    def targets(self, name: object) -> list[Target]:
        """Return the destinations an id or tag stands for, none when it is unknown."""
        found = self.named.get(name, ()) if isinstance(name, Hashable) else ()
        return [self.target(destination) for destination in found]

    def target(self, destination: Destination) -> Target:
        """Return a destination as Galaxy has it in memory."""
        if id(destination) not in self._targets:
            made = _target(destination)
            made = made if made.resubmit else replace(made, resubmit=self.default_resubmit)
            self._targets[id(destination)] = made
        return self._targets[id(destination)]

    def holds(self, target: Target, job: Job) -> Iterator[Step]:
        """Yield the limits that keep a job waiting at its destination."""
        names = [target.id, *target.tags]
        whose = "the user" if job.user else "an anonymous user"
        for kind, of, count, place in self._limits():
            if of is not None and of in names:
                own = kind == "destination_user_concurrent_jobs"
                if own and not job.user:
                    continue
                yield _hold(count, f"{f'jobs of {whose}' if own else 'jobs'} at '{of}'", place)
            elif kind == ("registered" if job.user else "anonymous") + "_user_concurrent_jobs":
                yield _hold(count, f"jobs of {whose}", place)

    def _limits(self) -> Iterator[tuple[str, object, int, Place]]:
        """Yield the limits on numbers of jobs: of several for the same the last one."""
        found: dict[tuple[str, object], tuple[int, Place]] = {}
        for limit in self.conf.limits:
            kind = limit.name
            if kind == "concurrent_jobs":
                kind = "destination_user_concurrent_jobs"
            if not kind.endswith("_concurrent_jobs") or limit.value is None:
                continue
            of = limit.of.plain() if kind.startswith("destination_") and limit.of else None
            if isinstance(of, Hashable) and limit.value.data not in (None, ""):
                found[kind, of] = as_int(limit.value.plain()), limit.place
        for (kind, of), (count, place) in found.items():
            yield kind, of, count, place


def chosen(found: Sequence[Tool], name: str) -> Tool | None:
    """Return the one of several configurations of a tool that holds. Raises FailsError."""
    if len(found) < 2:
        return found[0] if found else None
    for tool in found:
        if not tool.params:
            return tool
    cause = f"'{name}' is configured {len(found)} times, each time with parameters."
    raise crash(cause, found[0].place)


def _check_starts(conf: JobConf) -> None:
    wrong = [each for each in conf.problems if each.consequence in ("startup", "unreadable")]
    if wrong:
        reasons = "\n".join(f"{each.place.position}: {each.message}" for each in wrong)
        raise ClusterError(f"Galaxy does not start with this job configuration.\n{reasons}")


def _tools_by_class(conf: JobConf) -> dict[str, list[Tool]]:
    classes: dict[str, list[Tool]] = {}
    for tool in conf.tools:
        if tool.id is None and tool.tool_class is not None:
            classes.setdefault(str(tool.tool_class.data), []).append(tool)
    return classes


def _hold(count: int, what: str, place: Place) -> Step:
    if count <= 0:
        return Step("never starts", f"at most {count} {what}", place)
    return Step("may wait", f"at most {count} {what} at a time", place)


def _target(destination: Destination) -> Target:
    return Target(
        id=t.cast("str | None", destination.id.data),
        runner=_plain(destination.runner),
        params={str(name): param.value.plain() for name, param in destination.params.items()},
        env=tuple(_env(each) for each in destination.env),
        tags=tuple(tag.plain() for tag in destination.tags),
        resubmit=tuple(_resubmit(each) for each in destination.resubmit),
        shell=_plain(destination.shell),
        place=destination.place,
    )


def _plain(value: Value | None) -> t.Any:
    return None if value is None else value.plain()


def _env(env: Env) -> dict[str, t.Any]:
    kinds = ("file", "execute") if env.name is None else ("name", "value", "raw")
    given = {kind: _plain(getattr(env, kind)) for kind in kinds}
    return {kind: data for kind, data in given.items() if data is not None}


def _default_resubmit(condition: object) -> tuple[dict[str, t.Any], ...]:
    """Return the resubmission of destinations that name none."""
    if not condition:
        return ()
    return ({"condition": condition, "environment": None, "handler": None, "delay": None},)


def _resubmit(resubmit: Resubmit) -> dict[str, t.Any]:
    return {
        "condition": _plain(resubmit.condition),
        "environment": _plain(resubmit.destination),
        "handler": _plain(resubmit.handler),
        "delay": _plain(resubmit.delay),
    }
