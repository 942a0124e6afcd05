# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The tools, destinations and limits of a job_conf, by name.

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
from ..job_conf.start import TOOL_CLASSES
from ..job_conf.values import as_int
from ..text import Span, Value
from .model import Target

# In the order Galaxy looks them up.
# Of the class 'local' whatever their files say: galaxy/tools/__init__.py.
_LOCAL_TOOLS = ("upload1", "__DATA_FETCH__")


class Destinations:
    """The destinations, tools and limits of a job_conf.

    default_resubmission: default_job_resubmission_condition of galaxy.yml.

    Raises ClusterError for a job_conf with which Galaxy does not start.
    """

    def __init__(self, conf: JobConf, default_resubmission: object = None) -> None:
        _check_starts(conf)
        self.conf = conf
        self.default_resubmit = _default_resubmit(default_resubmission)
        self.by_name = destinations_by_name(conf)
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
        """Return the word for a destination in the syntax of the document."""
        return "environment" if self.conf.syntax == "yaml" else "destination"

    @property
    def default(self) -> tuple[Hashable, str, Span]:
        """Return the name of the default destination, the reason, and the place."""
        default = self.conf.default
        if default is None or (default.value.data is None and default.fixed):
            return next(iter(self.by_name)), f"the only {self.word}", self.conf.place
        name = t.cast(Hashable, default.value.plain())
        reason = f"the default {self.word}"
        if not default.fixed:
            source = default.from_environ or default.from_config
            reason += f", unless '{source.data if source else ''}' is set"
        return name, reason, default.value.place

    def tool(self, job: Job) -> Tool | None:
        """Return the configuration of a job's tool. Raises FailsError."""
        found = [tool for tool_id in job.ids for tool in self._tools.get(tool_id, ())]
        return effective(found or self._tools_of_class(job), job.tool)

    def tools(self) -> Iterator[tuple[str, list[Tool]]]:
        """Yield the names of tools and classes with all their configurations."""
        yield from self._tools.items()
        for name in TOOL_CLASSES:
            if name in self._classes:
                yield f"any tool of the class '{name}'", self._classes[name]

    def _tools_of_class(self, job: Job) -> list[Tool]:
        classes = {*job.classes, *(["local"] if job.old_id in _LOCAL_TOOLS else [])}
        for name in TOOL_CLASSES:
            if name in classes and name in self._classes:
                return self._classes[name]
        return []

    def resource_fields(self, job: Job) -> list[str]:
        """Return the resource parameters in the form of a job's tool."""
        resources = (self._tools[name][0].resources for name in job.ids if name in self._tools)
        groups = [value.plain() for value in resources if value and value.data]
        default = self.conf.default_resource_group
        name = groups[0] if groups else default and default.plain()
        found = [group for group in self.conf.resource_groups if group.id.data == name]
        return [str(field.plain()) for field in found[-1].fields] if found else []

    def targets(self, name: object) -> list[Target]:
        """Return the destinations with an id or tag; empty for an unknown name."""
        found = self.by_name.get(name, ()) if isinstance(name, Hashable) else ()
        return [self.target(destination) for destination in found]

    def target(self, destination: Destination) -> Target:
        """Return a destination as Galaxy has it in memory."""
        if id(destination) not in self._targets:
            target = _target(destination)
            if not target.resubmit:
                target = replace(target, resubmit=self.default_resubmit)
            self._targets[id(destination)] = target
        return self._targets[id(destination)]

    def limits(self, target: Target, job: Job) -> Iterator[Step]:
        """Yield the limits that may keep a job waiting for its destination."""
        names = [target.id, *target.tags]
        user = "the user" if job.user else "an anonymous user"
        limit_of_users = ("registered" if job.user else "anonymous") + "_user_concurrent_jobs"
        for kind, name, count, place in self._limits():
            if name is not None and name in names:
                is_per_user = kind == "destination_user_concurrent_jobs"
                if is_per_user and not job.user:
                    continue
                jobs = f"jobs of {user}" if is_per_user else "jobs"
                yield _limit_step(count, f"{jobs} at '{name}'", place)
            elif kind == limit_of_users:
                yield _limit_step(count, f"jobs of {user}", place)

    def _limits(self) -> Iterator[tuple[str, object, int, Span]]:
        """Yield the effective limits on numbers of jobs: later ones override earlier ones."""
        found: dict[tuple[str, object], tuple[int, Span]] = {}
        for limit in self.conf.limits:
            kind = limit.name
            if kind == "concurrent_jobs":
                kind = "destination_user_concurrent_jobs"
            if not kind.endswith("_concurrent_jobs") or limit.value is None:
                continue
            name = (
                limit.target.plain() if kind.startswith("destination_") and limit.target else None
            )
            if isinstance(name, Hashable) and limit.value.data not in (None, ""):
                found[kind, name] = as_int(limit.value.plain()), limit.place
        for (kind, name), (count, place) in found.items():
            yield kind, name, count, place


def effective(tools: Sequence[Tool], name: str) -> Tool | None:
    """Return the configuration of a tool that Galaxy uses. Raises FailsError."""
    if len(tools) < 2:
        return tools[0] if tools else None
    for tool in tools:
        if not tool.params:
            return tool
    cause = f"'{name}' is configured {len(tools)} times, each time with parameters."
    raise crash(cause, tools[0].place)


def _check_starts(conf: JobConf) -> None:
    problems = [item for item in conf.problems if item.consequence in ("startup", "unreadable")]
    if problems:
        reasons = "\n".join(f"{item.place.position}: {item.message}" for item in problems)
        raise ClusterError(f"Galaxy does not start with this job configuration.\n{reasons}")


def _tools_by_class(conf: JobConf) -> dict[str, list[Tool]]:
    classes: dict[str, list[Tool]] = {}
    for tool in conf.tools:
        if tool.id is None and tool.tool_class is not None:
            classes.setdefault(str(tool.tool_class.data), []).append(tool)
    return classes


def _limit_step(count: int, jobs: str, place: Span) -> Step:
    if count <= 0:
        return Step("never starts", f"at most {count} {jobs}", place)
    return Step("may wait", f"at most {count} {jobs} at a time", place)


def _target(destination: Destination) -> Target:
    return Target(
        id=t.cast("str | None", destination.id.data),
        runner=_plain(destination.runner),
        params={str(name): param.value.plain() for name, param in destination.params.items()},
        env=tuple(map(_env, destination.env)),
        tags=tuple(tag.plain() for tag in destination.tags),
        resubmit=tuple(map(_resubmit, destination.resubmit)),
        shell=_plain(destination.shell),
        place=destination.place,
    )


def _plain(value: Value | None) -> t.Any:
    return None if value is None else value.plain()


def _env(env: Env) -> dict[str, t.Any]:
    kinds = ("file", "execute") if env.name is None else ("name", "value", "raw")
    fields = {kind: _plain(getattr(env, kind)) for kind in kinds}
    return {kind: data for kind, data in fields.items() if data is not None}


def _default_resubmit(condition: object) -> tuple[dict[str, t.Any], ...]:
    """Return the resubmission of destinations without one."""
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
