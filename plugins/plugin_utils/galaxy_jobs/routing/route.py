# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Where a job goes, step by step as Galaxy takes them.

Galaxy 26.1.2: galaxy/jobs/mapper.py, galaxy/jobs/stock_rules.py, galaxy/jobs/rule_helper.py;
galaxy/jobs/handler.py for what follows. Where Galaxy draws lots, or asks what only a running
server knows, each way is followed.
"""

from __future__ import annotations

import contextlib
import typing as t
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ....module_utils._errors import ClusterError
from ..job import MISCONFIGURED, FailsError, Failure, Job, Step, crash
from ..job_conf.model import JobConf
from ..resource_params.model import ResourceParams
from ..text import Place
from ..tool_destinations.choose import choose
from ..tool_destinations.model import ToolDestinations
from ..tool_destinations.plan import Plan, plan
from .job_conf import Destinations
from .model import Route, Target
from .resources import filled_in
from .rules import Message, NotRunError, Returned, Rules, ask, is_tpv, returned, told_apart

DYNAMIC = "dynamic"

# Parameters of a dynamic destination that take the place of what Galaxy itself would pass.
_SHADOWING = {
    "choose_one": ("rule_helper", "job"),
    "burst": ("rule_helper",),
    "docker_dispatch": ("rule_helper", "tool"),
    "dtd": ("app", "job", "tool"),
}
_REQUIRED = {
    "choose_one": ("destination_ids",),
    "burst": ("from_destination_ids", "to_destination_id", "num_jobs"),
    "docker_dispatch": ("docker_destination_id", "default_destination_id"),
}


class Way(t.NamedTuple):
    """One name a dynamic destination may choose, and the step to it, or a failure."""

    name: str
    step: Step
    failure: Failure | None = None


@dataclass(frozen=True)
class _Trail:
    """How a job has come so far: the steps, and the dynamic destinations since lots were drawn.

    seen are those of all trails of the job: what can come of one needs to be found out once.
    """

    steps: tuple[Step, ...] = ()
    passed: tuple[tuple[t.Any, str], ...] = ()
    by_chance: tuple[tuple[t.Any, str], ...] = ()
    seen: set[tuple[t.Any, str]] = field(default_factory=set)

    def then(self, step: Step) -> _Trail:
        return replace(self, steps=(*self.steps, step))

    def drawn(self, step: Step) -> _Trail:
        """Return the trail after lots were drawn: what came before may come again by chance."""
        return replace(self.then(step), passed=(), by_chance=(*self.by_chance, *self.passed))

    def through(self, target: Target) -> _Trail:
        return replace(self, passed=(*self.passed, _mark(target)))


def _mark(target: Target) -> tuple[t.Any, str]:
    return target.id, repr(target.params)


class Router:
    """Answers where jobs go in one configuration. Documents are prepared once.

    tool_destinations are by the path that a destination's 'path' names, None for that of
    galaxy.yml. With resource_params what was filled in comes as the form hands it on. config is
    what galaxy.yml says, and comes before what is written beside the job_conf in one. Raises
    ClusterError for a job_conf with which Galaxy does not start.
    """

    def __init__(
        self,
        conf: JobConf,
        tool_destinations: Mapping[str | None, ToolDestinations] | None = None,
        rules: Rules | None = None,
        resource_params: ResourceParams | None = None,
        config: Mapping[str, t.Any] | None = None,
    ) -> None:
        beside = {str(name): option.value.plain() for name, option in conf.settings.items()}
        self.config = {**beside, **(config or {})}
        resubmission = self.config.get("default_job_resubmission_condition")
        self.destinations = Destinations(conf, resubmission)
        self.resource_params = resource_params
        self.tool_destinations = tool_destinations or {}
        self.rules = rules or Rules()
        self._plans: dict[str | None, Plan | FailsError] = {}

    def routes(self, job: Job) -> tuple[Route, ...]:
        """Return the ways a job may go: one, unless Galaxy draws lots or nobody can tell.

        Raises ClusterError when more must be known of the job.
        """
        broken = self._broken_mapper()
        if broken is not None:
            return (Route((), failure=broken),)
        job = self._filled_in(job)
        try:
            name, step = self._of_tool(job)
        except FailsError as error:
            return (Route((), failure=error.failure),)
        return self._all(self._named(name, _Trail((step,)), job), job)

    def continued(self, target: Target, steps: tuple[Step, ...], job: Job) -> tuple[Route, ...]:
        """Return the ways of a job that goes on from a destination, which may be dynamic."""
        job = self._filled_in(job)
        return self._all(self._from(target, _Trail(steps), job), job)

    def _filled_in(self, job: Job) -> Job:
        """Return a job with its resources as the form hands them on, when the form is known."""
        if self.resource_params is None:
            return job
        fields = self.destinations.resource_fields(job)
        return replace(job, resources=filled_in(job.resources, fields, self.resource_params))

    def plans(self) -> Iterator[Plan]:
        """Yield what tool destinations decide by, of those that can be used."""
        for path in self.tool_destinations:
            with contextlib.suppress(FailsError):
                yield self._planned(path)

    @cached_property
    def told_apart(self) -> tuple[Message, ...]:
        """Return which jobs TPV tells apart, for each destination that it decides for."""
        targets = map(self.destinations.target, self.destinations.conf.destinations)
        return tuple(told_apart(self.rules, target) for target in targets if is_tpv(target))

    def _all(self, routes: Iterator[Route], job: Job) -> tuple[Route, ...]:
        found: dict[object, Route] = {}
        for route in routes:
            target = route.target
            if target is not None:
                route = replace(route, holds=tuple(self.destinations.holds(target, job)))
            outcome = repr(target and replace(target, place=None))
            found.setdefault((outcome, route.failure, route.unknown), route)
        if found:
            return tuple(found.values())
        cause = "Dynamic destinations send the job to each other for ever."
        return (Route((), failure=crash(cause).failure),)

    def _broken_mapper(self) -> Failure | None:
        """Return why no job is ever looked at: JobRunnerMapper.__init__."""
        dynamic = self.destinations.conf.dynamic
        if dynamic is None or "rules_module" in dynamic:
            return None
        cause = (
            "The dynamic runner has no 'rules_module': every job stays 'new', with a KeyError in "
            "the log. Add one, or drop the runner."
        )
        place = next(iter(dynamic.values())).name.place if dynamic else self._dynamic_place()
        return Failure(None, cause, place)

    def _dynamic_place(self) -> Place:
        runners = self.destinations.conf.runners
        found = [runner.place for runner in runners if runner.id.data == DYNAMIC]
        return found[-1] if found else self.destinations.conf.place

    def _of_tool(self, job: Job) -> tuple[object, Step]:
        """Return the name that the tool of a job is mapped to. Raises FailsError."""
        tool = self.destinations.tool(job)
        default, because, place = self.destinations.default
        if tool is None:
            what = f"no document mentions '{job.tool}'"
            return default, Step(f"{what}: it goes to '{default}'", because, place)
        if tool.id is None:
            kind = tool.tool_class.data if tool.tool_class else ""
            who = f"'{job.tool}', a tool of the class '{kind}',"
        else:
            who = f"'{job.tool}'"
        if tool.destination is None or tool.destination.data is None:
            return default, Step(
                f"{who} names no {self.destinations.word}: '{default}'", because, tool.place
            )
        name = tool.destination.plain()
        return name, Step(f"{who} goes to '{name}'", "", tool.place)

    def _named(self, name: object, trail: _Trail, job: Job) -> Iterator[Route]:
        targets = self.destinations.targets(name)
        if not targets:
            last = trail.steps[-1].place if trail.steps else None
            cause = f"No {self.destinations.word} has the id or tag '{name}'."
            yield Route(trail.steps, failure=crash(cause, last).failure)
        elif len(targets) == 1:
            yield from self._from(targets[0], trail, job)
        else:
            for target in targets:
                because = f"Galaxy draws lots among the {len(targets)} of '{name}'"
                step = Step(f"'{target.id}' is one of '{name}'", because, target.place)
                yield from self._from(target, trail.drawn(step), job)

    def _from(self, target: Target, trail: _Trail, job: Job) -> Iterator[Route]:
        if target.runner != DYNAMIC:
            yield self._arrived(target, trail)
            return
        if _mark(target) in trail.by_chance:
            return  # another lot is drawn sooner or later
        if _mark(target) in trail.passed:
            cause = f"'{target.id}' leads back to itself."
            yield Route(trail.steps, failure=crash(cause, target.place).failure)
            return
        if _mark(target) in trail.seen:
            return
        trail.seen.add(_mark(target))
        trail = trail.through(target)
        try:
            yield from self._dynamic(target, trail, job)
        except (FailsError, NotRunError) as error:
            yield _ended(error, target, trail)

    def _arrived(self, target: Target, trail: _Trail) -> Route:
        of = f"'{target.id}'" if target.id is not None else "a destination without an id"
        if target.runner not in self.destinations.runners:
            cause = f"There is no runner '{target.runner}', which {of} names."
            failure = Failure(MISCONFIGURED, cause, target.place, mapped=True)
            return Route(trail.steps, failure=failure)
        step = Step(f"{of} runs jobs by the runner '{target.runner}'", "", target.place)
        return Route((*trail.steps, step), target=target)

    def _dynamic(self, target: Target, trail: _Trail, job: Job) -> Iterator[Route]:
        if target.params.get("type", "python") == "python":
            yield from self._ruled(target, trail, job)
            return
        for way in self.ways(target, job):
            if way.failure is not None:
                yield Route(trail.steps, failure=way.failure)
                continue
            step = replace(way.step, place=way.step.place or target.place)
            yield from self._result(way.name, trail.then(step), job)

    def ways(self, target: Target, job: Job) -> list[Way]:
        """Return what a dynamic destination chooses whose type is Galaxy's own.

        Raises FailsError, and ClusterError when more must be known.
        """
        kind = target.params.get("type")
        decide = self._deciders().get(kind) if isinstance(kind, str) else None
        if decide is None:
            cause = f"'{target.id}' is of the type '{kind}', which there is not."
            broken = crash(cause, target.place)
            if isinstance(kind, Hashable):
                raise FailsError(replace(broken.failure, message=MISCONFIGURED))
            raise broken
        return decide(target, job)

    def _deciders(self) -> Mapping[str, Callable[[Target, Job], list[Way]]]:
        return {
            "dtd": self._tool_destinations,
            "choose_one": _choose_one,
            "burst": _burst,
            "docker_dispatch": _docker_dispatch,
        }

    def _result(self, name: str, trail: _Trail, job: Job) -> Iterator[Route]:
        """Follow the name that a rule returned, which may be a URL of old."""
        if "://" not in name:
            yield from self._named(name, trail, job)
            return
        made = Target("dynamic_legacy_from_url", name.split(":", 1)[0])
        yield from self._from(made, trail, job)

    def _ruled(self, target: Target, trail: _Trail, job: Job) -> Iterator[Route]:
        answers = ask(self.rules, target, job, self.destinations.named)
        if len(answers) > 1:
            because = f"{len(answers)} ways came of some draws"
            trail = trail.drawn(Step(f"'{target.id}' draws lots", because, target.place))
        for answer in answers:
            try:
                found = returned(answer, target)
            except (FailsError, NotRunError) as error:
                yield _ended(error, target, trail)
            else:
                yield from self._returned(found, target, trail, job)

    def _returned(
        self, found: Returned, target: Target, trail: _Trail, job: Job
    ) -> Iterator[Route]:
        notes = "; ".join(found.notes)
        what = f"{found.who} returns"
        trail = replace(trail, steps=(*trail.steps, *found.steps))
        if found.target is not None:
            made = f"{what} a destination of its own making"
            trail = trail.then(Step(made, notes, found.place or target.place))
            yield from self._from(found.target, trail, job)
            return
        trail = trail.then(Step(f"{what} '{found.name}'", notes, found.place))
        yield from self._result(str(found.name), trail, job)

    def _tool_destinations(self, target: Target, job: Job) -> list[Way]:
        """Return what the tool destinations choose: map_tool_to_destination."""
        if "app" in target.params:
            raise _shadowed("app", target)
        decided = self.plan(target)
        for name in ("job", "tool"):
            if name in target.params:
                raise _shadowed(name, target)
        if "user_email" in target.params:
            job = replace(job, user=target.params["user_email"])
        choices = choose(decided, job)
        return [
            Way(
                name,
                replace(step, what=f"'{name}'", because=f"{step.what}: {step.because}"),
                failure,
            )
            for name, step, failure in choices
        ]

    def plan(self, target: Target) -> Plan:
        """Return what the tool destinations of a dynamic destination decide by.

        Raises FailsError, and ClusterError when the file is not given.
        """
        path = target.params.get("path")
        if path not in self.tool_destinations:
            named = f"the file '{path}'" if path else "the tool destinations"
            at = f"{target.place.position}: " if target.place else ""
            raise ClusterError(
                f"{at}'{target.id}' asks {named}: name the file with --tool-destinations."
            )
        return self._planned(path)

    def _planned(self, path: str | None) -> Plan:
        """Return what the tool destinations of a path decide by. Raises FailsError."""
        if path not in self._plans:
            try:
                self._plans[path] = plan(self.tool_destinations[path], self.destinations.named)
            except FailsError as error:
                self._plans[path] = error
        decided = self._plans[path]
        if isinstance(decided, FailsError):
            raise decided
        return decided


def _ended(error: FailsError | NotRunError, target: Target, trail: _Trail) -> Route:
    """Return the route of a job for which nothing was decided."""
    steps = (*trail.steps, *error.steps)
    if isinstance(error, FailsError):
        return Route(steps, failure=error.failure)
    step = Step(f"'{target.id}' is dynamic", error.why, error.place or target.place)
    return Route((*steps, step), unknown=error.why, may_be=error.may_be, put_off=error.put_off)


def _shadowed(name: str, target: Target) -> FailsError:
    cause = f"The parameter '{name}' of '{target.id}' takes the place of Galaxy's own '{name}'."
    return crash(cause, target.place)


def _check_arguments(kind: str, target: Target) -> None:
    for name in _SHADOWING[kind]:
        if name in target.params:
            raise _shadowed(name, target)
    for name in _REQUIRED[kind]:
        if name not in target.params:
            raise crash(f"'{target.id}' has no parameter '{name}'.", target.place)


def _listed(data: object) -> list[t.Any]:
    """Return the items of a list, or of a text with commas: galaxy/util, listify."""
    if isinstance(data, str) and "," in data:
        return list(data.split(","))
    if isinstance(data, list):
        return data
    return [data] if data else []


def _choose_one(target: Target, job: Job) -> list[Way]:
    _check_arguments("choose_one", target)
    by = _hashed_by(target, job)
    names = _listed(target.params["destination_ids"])
    if not names:
        raise crash(f"'{target.id}' has nothing to choose from.", target.place)
    if len(names) == 1:
        because = "there is no other"
    else:
        because = f"one of {len(names)}, the same for each job of one {by}"
        because = because if by != "job" else f"one of {len(names)}, by the number of the job"
    return [
        Way(str(name), Step(f"'{target.id}' chooses '{name}'", because))
        for name in dict.fromkeys(map(str, names))
    ]


def _hashed_by(target: Target, job: Job) -> str:
    """Return what the choice hangs on; outside of workflows, within a history: job_hash."""
    given = target.params.get("hash_by", "job")
    for by in ["job"] if given is None else _listed(given):
        if by not in ("job", "user", "history", "workflow_invocation"):
            raise crash(f"'{target.id}' cannot choose by '{by}'.", target.place)
        if by in ("job", "history") or (by == "user" and job.user):
            return str(by)
    return "job"


def _burst(target: Target, _job: Job) -> list[Way]:
    _check_arguments("burst", target)
    at_home = _listed(target.params["from_destination_ids"])
    away = str(target.params["to_destination_id"])
    try:
        most = int(target.params["num_jobs"])
    except (TypeError, ValueError, OverflowError):
        shown = target.params["num_jobs"]
        raise crash(f"num_jobs of '{target.id}' is '{shown}', no number.", target.place) from None
    counted = ", ".join(map(str, at_home))
    full = Way(away, Step(f"'{target.id}' bursts to '{away}'", f"{most} jobs are at {counted}"))
    if most < 1:
        return [full]
    if not at_home:
        raise crash(f"'{target.id}' names nothing to burst from.", target.place)
    first = str(at_home[0])
    because = f"fewer than {most} jobs are at {counted}"
    return [Way(first, Step(f"'{target.id}' stays at '{first}'", because)), full]


def _docker_dispatch(target: Target, _job: Job) -> list[Way]:
    _check_arguments("docker_dispatch", target)
    inside = str(target.params["docker_destination_id"])
    outside = str(target.params["default_destination_id"])
    what = f"'{target.id}' dispatches to"
    return [
        Way(inside, Step(f"{what} '{inside}'", "if the tool has a container for Docker")),
        Way(outside, Step(f"{what} '{outside}'", "if the tool has no container for Docker")),
    ]
