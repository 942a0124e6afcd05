# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Follows one job through destinations, step by step as Galaxy does.

Galaxy 26.1.2: galaxy/jobs/mapper.py. If Galaxy picks at random, or the choice depends on the state
of a running server, all branches are followed.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..job import MISCONFIGURED, FailsError, Failure, Job, Step, crash
from .configuration import Configuration
from .model import Route, Target
from .python_rules import NotRunError, Returned, call, returned

DYNAMIC = "dynamic"
_Mark = tuple[t.Any, str]


@dataclass(frozen=True)
class Path:
    """The steps of a job so far, and the dynamic destinations that it passed.

    passed: those since the last random choice; coming back to one of them is a loop.
    by_chance: those before it; coming back to one of them ends sooner or later.
    seen: those of all paths of the job, each of which is followed once.
    """

    steps: tuple[Step, ...] = ()
    passed: tuple[_Mark, ...] = ()
    by_chance: tuple[_Mark, ...] = ()
    seen: set[_Mark] = field(default_factory=set)

    def then(self, step: Step) -> Path:
        return replace(self, steps=(*self.steps, step))

    def after_random_choice(self, step: Step) -> Path:
        return replace(self.then(step), passed=(), by_chance=(*self.by_chance, *self.passed))

    def through(self, target: Target) -> Path:
        self.seen.add(_mark(target))
        return replace(self, passed=(*self.passed, _mark(target)))


def _mark(target: Target) -> _Mark:
    return target.id, repr(target.params)


class Walk:
    """Yields the possible routes of one job. Raises ClusterError if a document is missing."""

    def __init__(self, configuration: Configuration, job: Job) -> None:
        self._configuration = configuration
        self._destinations = configuration.destinations
        self._job = job

    def from_name(self, name: object, path: Path) -> Iterator[Route]:
        """Yield the routes of a job that is mapped to an id or tag."""
        targets = self._destinations.targets(name)
        if not targets:
            last = path.steps[-1].place if path.steps else None
            cause = f"No {self._destinations.word} has the id or tag '{name}'."
            yield Route(path.steps, failure=crash(cause, last).failure)
        elif len(targets) == 1:
            yield from self.from_target(targets[0], path)
        else:
            for target in targets:
                reason = f"Galaxy picks one of {len(targets)} at random"
                step = Step(f"'{target.id}' is one of '{name}'", reason, target.place)
                yield from self.from_target(target, path.after_random_choice(step))

    def from_target(self, target: Target, path: Path) -> Iterator[Route]:
        """Yield the routes of a job from a destination, which may be dynamic."""
        if target.runner != DYNAMIC:
            yield self._arrive(target, path)
            return
        if _mark(target) in path.by_chance:
            return  # the random choice is made again, until it leaves this loop
        if _mark(target) in path.passed:
            cause = f"'{target.id}' leads back to itself."
            yield Route(path.steps, failure=crash(cause, target.place).failure)
            return
        if _mark(target) in path.seen:
            return
        path = path.through(target)
        try:
            yield from self._from_dynamic(target, path)
        except (FailsError, NotRunError) as error:
            yield _undecided(error, target, path)

    def _arrive(self, target: Target, path: Path) -> Route:
        owner = f"'{target.id}'" if target.id is not None else "a destination without an id"
        if target.runner not in self._destinations.runners:
            cause = f"Unknown runner '{target.runner}' of {owner}."
            failure = Failure(MISCONFIGURED, cause, target.place, mapped=True)
            return Route(path.steps, failure=failure)
        step = Step(f"{owner} uses the runner '{target.runner}'", "", target.place)
        return Route((*path.steps, step), target=target)

    def _from_dynamic(self, target: Target, path: Path) -> Iterator[Route]:
        if target.params.get("type", "python") == "python":
            yield from self._from_rule(target, path)
            return
        for choice in self._configuration.choices(target, self._job):
            if choice.failure is not None:
                yield Route(path.steps, failure=choice.failure)
                continue
            step = replace(choice.step, place=choice.step.place or target.place)
            yield from self._from_result(choice.name, path.then(step))

    def _from_result(self, name: str, path: Path) -> Iterator[Route]:
        """Follow the name that a rule returned, which may be a legacy URL."""
        if "://" not in name:
            yield from self.from_name(name, path)
            return
        legacy = Target("dynamic_legacy_from_url", name.split(":", 1)[0])
        yield from self.from_target(legacy, path)

    def _from_rule(self, target: Target, path: Path) -> Iterator[Route]:
        rules, known = self._configuration.rules, self._destinations.by_name
        answers = call(rules, target, self._job, known)
        if len(answers) > 1:
            reason = f"{len(answers)} different results in repeated runs"
            step = Step(f"'{target.id}' picks at random", reason, target.place)
            path = path.after_random_choice(step)
        for answer in answers:
            try:
                result = returned(answer, target)
            except (FailsError, NotRunError) as error:
                yield _undecided(error, target, path)
            else:
                yield from self._from_returned(result, target, path)

    def _from_returned(self, result: Returned, target: Target, path: Path) -> Iterator[Route]:
        notes = "; ".join(result.notes)
        path = replace(path, steps=(*path.steps, *result.steps))
        if result.target is not None:
            place = result.place or target.place
            path = path.then(Step(f"{result.caller} returns a new destination", notes, place))
            yield from self.from_target(result.target, path)
            return
        path = path.then(Step(f"{result.caller} returns '{result.name}'", notes, result.place))
        yield from self._from_result(str(result.name), path)


def _undecided(error: FailsError | NotRunError, target: Target, path: Path) -> Route:
    """Return the route of a job for which nothing was decided."""
    steps = (*path.steps, *error.steps)
    if isinstance(error, FailsError):
        return Route(steps, failure=error.failure)
    step = Step(f"'{target.id}' is dynamic", error.why, error.place or target.place)
    return Route(
        (*steps, step),
        unknown=error.why,
        candidates=error.candidates,
        deferred=error.deferred,
    )
