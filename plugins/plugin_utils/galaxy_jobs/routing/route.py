# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Routes jobs: from the tool to its name, and from there to destinations.

Galaxy 26.1.2: galaxy/jobs/mapper.py; galaxy/jobs/handler.py for limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..job import FailsError, Failure, Job, Step, crash
from ..text import Span
from .configuration import Configuration
from .model import Route, Target
from .walk import DYNAMIC, Path, Walk


class Router(Configuration):
    """Answers where jobs go in one configuration."""

    def routes(self, job: Job) -> tuple[Route, ...]:
        """Return the possible routes of a job.

        There is one, unless Galaxy picks at random or the route depends on the server's state.
        Raises ClusterError if a document is missing or the job's resources are invalid.
        """
        broken = self._broken_mapper()
        if broken is not None:
            return (Route((), failure=broken),)
        job = self.with_resources(job)
        try:
            name, step = self._name_of_tool(job)
        except FailsError as error:
            return (Route((), failure=error.failure),)
        return self._distinct(Walk(self, job).from_name(name, Path((step,))), job)

    def continued(self, target: Target, steps: tuple[Step, ...], job: Job) -> tuple[Route, ...]:
        """Return the possible routes of a job from a destination, which may be dynamic."""
        job = self.with_resources(job)
        return self._distinct(Walk(self, job).from_target(target, Path(steps)), job)

    def _distinct(self, routes: Iterator[Route], job: Job) -> tuple[Route, ...]:
        """Return the routes with different outcomes, with their limits."""
        found: dict[object, Route] = {}
        for route in routes:
            target = route.target
            if target is not None:
                route = replace(route, limits=tuple(self.destinations.limits(target, job)))
            outcome = repr(target and replace(target, place=None))
            found.setdefault((outcome, route.failure, route.unknown), route)
        if found:
            return tuple(found.values())
        cause = "Dynamic destinations send the job to each other forever."
        return (Route((), failure=crash(cause).failure),)

    def _broken_mapper(self) -> Failure | None:
        """Return why Galaxy cannot map any job: JobRunnerMapper.__init__."""
        dynamic = self.destinations.conf.dynamic
        if dynamic is None or "rules_module" in dynamic:
            return None
        cause = (
            "The dynamic runner has no 'rules_module': every job stays 'new', with a KeyError in "
            "the log. Add 'rules_module', or remove the runner."
        )
        place = next(iter(dynamic.values())).name.place if dynamic else self._dynamic_place()
        return Failure(None, cause, place)

    def _dynamic_place(self) -> Span:
        runners = self.destinations.conf.runners
        places = [runner.place for runner in runners if runner.id.data == DYNAMIC]
        return places[-1] if places else self.destinations.conf.place

    def _name_of_tool(self, job: Job) -> tuple[object, Step]:
        """Return the id or tag to which a job's tool is mapped. Raises FailsError."""
        tool = self.destinations.tool(job)
        default, reason, place = self.destinations.default
        if tool is None:
            action = f"'{job.tool}' is not configured; it goes to '{default}'"
            return default, Step(action, reason, place)
        subject = f"'{job.tool}'"
        if tool.id is None:
            kind = tool.tool_class.data if tool.tool_class else ""
            subject += f", a tool of the class '{kind}',"
        if tool.destination is None or tool.destination.data is None:
            action = f"{subject} has no {self.destinations.word}; it goes to '{default}'"
            return default, Step(action, reason, tool.place)
        name = tool.destination.plain()
        return name, Step(f"{subject} goes to '{name}'", "", tool.place)
