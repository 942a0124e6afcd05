# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The documents of one configuration, prepared once to route many jobs."""

from __future__ import annotations

import contextlib
import typing as t
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from ....module_utils._errors import ClusterError
from ..job import MISCONFIGURED, FailsError, Job, crash
from ..job_conf.model import JobConf
from ..resource_params.model import ResourceParams
from ..tool_destinations.choose import choose
from ..tool_destinations.model import ToolDestinations
from ..tool_destinations.plan import Plan, plan
from .destinations import Destinations
from .model import Target
from .python_rules import Message, Rules, distinguished, is_tpv
from .resources import filled_in
from .stock_rules import STOCK_RULES, Choice, reserved_parameter


class Configuration:
    """A job_conf with everything that it refers to.

    tool_destinations: by the 'path' of a destination; the key None stands for galaxy.yml's.
    resource_params: if given, resources of jobs are validated as the tool form does.
    config: options of galaxy.yml; they override those next to an inline job_conf.

    Raises ClusterError for a job_conf with which Galaxy does not start.
    """

    def __init__(
        self,
        conf: JobConf,
        tool_destinations: Mapping[str | None, ToolDestinations] | None = None,
        rules: Rules | None = None,
        resource_params: ResourceParams | None = None,
        config: Mapping[str, t.Any] | None = None,
    ) -> None:
        inline = {str(name): option.value.plain() for name, option in conf.settings.items()}
        self.config = {**inline, **(config or {})}
        resubmission = self.config.get("default_job_resubmission_condition")
        self.destinations = Destinations(conf, resubmission)
        self.resource_params = resource_params
        self.tool_destinations = tool_destinations or {}
        self.rules = rules or Rules()
        self._plans: dict[str | None, Plan | FailsError] = {}

    @cached_property
    def distinguished(self) -> tuple[Message, ...]:
        """Return what TPV distinguishes, for each of its destinations."""
        targets = map(self.destinations.target, self.destinations.conf.destinations)
        return tuple(distinguished(self.rules, target) for target in targets if is_tpv(target))

    def with_resources(self, job: Job) -> Job:
        """Return a job with its resources as the tool form passes them on.

        Raises ClusterError for resources that the form does not have or accept.
        """
        if self.resource_params is None:
            return job
        fields = self.destinations.resource_fields(job)
        return replace(job, resources=filled_in(job.resources, fields, self.resource_params))

    def choices(self, target: Target, job: Job) -> list[Choice]:
        """Return the choices of a dynamic destination whose type is not 'python'.

        Raises FailsError if Galaxy fails the job, and ClusterError if a document is missing.
        """
        kind = target.params.get("type")
        if kind == "dtd":
            return self._choices_of_tool_destinations(target, job)
        if isinstance(kind, Hashable) and kind in STOCK_RULES:
            return STOCK_RULES[str(kind)](target, job)
        error = crash(f"Unknown type '{kind}' of dynamic destination '{target.id}'.", target.place)
        if isinstance(kind, Hashable):
            raise FailsError(replace(error.failure, message=MISCONFIGURED))
        raise error

    def _choices_of_tool_destinations(self, target: Target, job: Job) -> list[Choice]:
        """Return the choices of the tool destinations: map_tool_to_destination."""
        if "app" in target.params:
            raise reserved_parameter("app", target)
        rules = self.plan(target)
        for name in ("job", "tool"):
            if name in target.params:
                raise reserved_parameter(name, target)
        if "user_email" in target.params:
            job = replace(job, user=target.params["user_email"])
        return [
            Choice(
                name,
                replace(step, action=f"'{name}'", reason=f"{step.action}: {step.reason}"),
                failure,
            )
            for name, step, failure in choose(rules, job)
        ]

    def plan(self, target: Target) -> Plan:
        """Return the prepared tool destinations of a dynamic destination.

        Raises FailsError if Galaxy cannot use the file, and ClusterError if it is missing.
        """
        path = target.params.get("path")
        if path not in self.tool_destinations:
            file = f"the file '{path}'" if path else "the tool destinations"
            position = f"{target.place.position}: " if target.place else ""
            raise ClusterError(
                f"{position}'{target.id}' reads {file}. Add the file with --tool-destinations."
            )
        return self._plan_of(path)

    def plans(self) -> Iterator[Plan]:
        """Yield the prepared tool destinations, except those that Galaxy cannot use."""
        for path in self.tool_destinations:
            with contextlib.suppress(FailsError):
                yield self._plan_of(path)

    def _plan_of(self, path: str | None) -> Plan:
        """Return the prepared tool destinations of a path. Raises FailsError."""
        if path not in self._plans:
            try:
                self._plans[path] = plan(self.tool_destinations[path], self.destinations.by_name)
            except FailsError as error:
                self._plans[path] = error
        prepared = self._plans[path]
        if isinstance(prepared, FailsError):
            raise prepared
        return prepared
