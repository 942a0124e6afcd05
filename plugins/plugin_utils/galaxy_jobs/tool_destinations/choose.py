# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a tool_destinations.yml decides for a job.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination.
"""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Mapping
from functools import reduce

from ....module_utils._errors import ClusterError
from ..job import FailsError, Failure, Job, Step, crash
from ..text import Place, Value
from .plan import FAIL, Plan, PlannedRule, PlannedTool

_COUNTED = {
    "file_size": "the inputs have {} bytes",
    "num_input_datasets": "the job has {} inputs",
    "records": "the inputs have {} records",
}
_NOTHING = PlannedTool()


class Choice(t.NamedTuple):
    """The name that Galaxy asks the job_conf for, and the step that led to it, or a failure."""

    name: str
    step: Step
    failure: Failure | None = None


def choose(plan: Plan, job: Job) -> list[Choice]:
    """Return the choice: several when Galaxy takes any default priority and they differ.

    Raises FailsError when the job fails whichever it takes, ClusterError when more must be known.
    """
    if plan.default is None and not plan.default_by_priority:
        cause = "The file has no default_destination for all tools."
        message = f"Job '{job.old_id}' failed; no global default destination specified in config!"
        raise FailsError(Failure(message, cause, plan.place))
    tool = plan.tools.get(job.old_id, _NOTHING)
    rule = _matching(tool, job)
    choices: dict[object, Choice] = {}
    for default_priority in plan.default_priorities or (None,):
        try:
            choice = _Decision(plan, job, tool, rule, default_priority).choice()
            choices.setdefault(choice.name, choice)
        except FailsError as error:
            failure = error.failure
            choices.setdefault(failure, Choice(FAIL, Step(""), failure))
    if all(choice.failure for choice in choices.values()):
        raise FailsError(t.cast(Failure, next(iter(choices.values())).failure))
    return list(choices.values())


class _Decision:
    """What is decided with one of the default priorities."""

    def __init__(
        self,
        plan: Plan,
        job: Job,
        tool: PlannedTool,
        rule: PlannedRule | None,
        default_priority: Hashable,
    ) -> None:
        self._plan = plan
        self._tool = tool
        self._rule = rule
        self._job = job
        self._default_priority = default_priority
        self._priority, self._why = self._priority_of_job()

    def _priority_of_job(self) -> tuple[Hashable, str]:
        """Return the priority, None when there is none, and whose it is.

        A user's own comes before the one that was filled in, and that before the default. What was
        filled in for a workflow takes the place of all that was filled in for the job.
        """
        job = self._job
        if job.user in self._plan.users:
            priority = self._plan.users[job.user].data
            return priority, f"priority '{priority}' of {job.user}"
        asked = (job.workflow_resources or job.resources or {}).get("priority")
        if asked is not None:
            of = " for the workflow" if job.workflow_resources else ""
            return asked, f"priority '{asked}', as filled in{of}"
        arbitrary = len(self._plan.default_priorities) > 1
        kind = "any priority, here" if arbitrary else "the default priority"
        return self._default_priority, f"{kind} '{self._default_priority}'"

    def choice(self) -> Choice:
        """Return what is chosen. Raises FailsError."""
        if not isinstance(self._default_priority, (str, type(None))):
            # Galaxy adds it to a text, for the log.
            cause = f"The priority '{self._default_priority}', taken for the default, is no text."
            raise crash(cause, self._plan.place)
        name, step = self._of_rule() if self._rule else self._of_tool()
        if name == FAIL:
            raise self._failure()
        return Choice(str(name), step)

    def _failure(self) -> FailsError:
        rule = self._rule
        if rule is None or not rule.fails:
            place = rule.place if rule else self._plan.place
            return crash("'fail' comes without a fail_message.", place)
        message = rule.fail_message
        cause = (
            f"{_title(rule)} of '{self._job.old_id}' fails its jobs: {_reason(rule, self._job)}."
        )
        return FailsError(Failure(None if message is None else str(message), cause, rule.place))

    def _of_rule(self) -> tuple[object, Step]:
        rule = t.cast(PlannedRule, self._rule)
        what = f"{_title(rule)} of '{self._job.old_id}' takes the job"
        step = Step(what, _reason(rule, self._job), rule.place)
        if rule.fails:
            return FAIL, step
        if rule.destination is None:
            raise crash(f"{_title(rule)} takes the job, but names no destination.", rule.place)
        if isinstance(rule.destination.data, str):
            return rule.destination.data, step
        return self._in_map(rule, rule.destination, step)

    def _in_map(self, rule: PlannedRule, destination: Value, step: Step) -> tuple[object, Step]:
        try:
            of_priority = destination.plain()["priority"]
            for priority in self._priorities(rule.place):
                if priority in of_priority:
                    found = of_priority[priority]
                    return found, _also(step, self._why)
        except (TypeError, KeyError):
            raise crash(f"The destination of {_title(rule)} cannot be used.", rule.place) from None
        name, default = self._of_all()
        return name, Step(step.what, f"{step.because}; not for {self._why}", default.place)

    def _priorities(self, place: Place) -> t.Iterator[Hashable]:
        """Yield the job's priority and the default one. Raises FailsError where there is none."""
        for priority in (self._priority, self._default_priority):
            if priority is None:
                raise crash("There are no priorities: 'default_destination' has none.", place)
            yield priority

    def _of_tool(self) -> tuple[object, Step]:
        of = f"'{self._job.old_id}'"
        default = self._tool.default
        if default is not None:
            what = f"no rule of {of} takes the job" if self._tool.rules else f"{of} has no rules"
            return default.data, Step(what, "its default_destination holds", default.place)
        by_priority = self._tool.default_by_priority
        for priority in (self._priority, self._default_priority):
            if priority in by_priority:
                found = by_priority[priority]
                step = Step(f"the default_destination of {of}", self._why, found.place)
                return found.data, step
        return self._of_all()

    def _of_all(self) -> tuple[object, Step]:
        known = self._job.old_id in self._plan.tools
        what = "no rule takes the job" if known else f"'{self._job.old_id}' is not in this file"
        because = "the default_destination of all tools holds"
        if self._plan.default is not None:
            return self._plan.default.data, Step(what, because, self._plan.default.place)
        by_priority = self._plan.default_by_priority
        found = by_priority.get(self._priority) or by_priority[self._default_priority]
        return found.data, Step(what, f"{because}; {self._why}", found.place)


def _matching(tool: PlannedTool, job: Job) -> PlannedRule | None:
    """Return the rule that takes a job: of the lowest nice value the first."""
    best = None
    for rule in tool.rules:
        if rule.users is not None and job.user not in rule.users:
            continue
        if _matches(rule, job) and (best is None or rule.nice < best.nice):
            best = rule
    return best


def _matches(rule: PlannedRule, job: Job) -> bool:
    if rule.arguments is not None:
        return _has_arguments(rule, rule.arguments, job)
    count = _count(rule, job)
    try:
        return bool(rule.low <= count and (rule.high is None or count < rule.high))
    except TypeError:
        raise crash(f"The bounds of {_title(rule)} are no numbers.", rule.place) from None


def _count(rule: PlannedRule, job: Job) -> int:
    datasets = job.inputs.values()
    if rule.type == "file_size":
        return sum(dataset.size for dataset in datasets)
    if rule.type == "num_input_datasets":
        return len(datasets)
    for name, dataset in job.inputs.items():
        if dataset.ext == "fasta" and dataset.records is None:
            raise ClusterError(
                f"{rule.place.position}: this rule counts records: say how many '{name}' has, "
                f"as in {name}={dataset.size}:fasta:100."
            )
    return sum(dataset.records or 0 for dataset in datasets if dataset.ext == "fasta")


def _has_arguments(rule: PlannedRule, arguments: Mapping[t.Any, t.Any], job: Job) -> bool:
    """Return whether the parameters of the tool are these. A value is compared with its type."""
    given = job.values()
    matched = True
    for name, wanted in arguments.items():
        wanted = {name: wanted}
        path = list(_keys(wanted))
        try:
            matched &= reduce(_item, path, given) == reduce(_item, path, wanted)
        except KeyError:
            matched = False
        except TypeError:
            raise crash(
                f"{_title(rule)} asks for '{name}' in a form the tool's parameters do not have.",
                rule.place,
            ) from None
    return matched


def _item(data: object, key: Hashable) -> t.Any:
    """Return an item of a dictionary; whatever else it is asked of is a TypeError."""
    return dict.__getitem__(t.cast("dict[Hashable, t.Any]", data), key)


def _keys(data: object) -> t.Iterator[Hashable]:
    if isinstance(data, dict):
        yield from data
        data = list(data.values())
    for item in data if isinstance(data, list) else ():
        yield from _keys(item)


def _title(rule: PlannedRule) -> str:
    return f"rule {rule.number}"


def _reason(rule: PlannedRule, job: Job) -> str:
    if rule.arguments is not None:
        return "its parameters are those of the rule"
    counted = _COUNTED[rule.type].format(_count(rule, job))
    return f"{counted}, the rule is for {rule.bounds_in_words()}"


def _also(step: Step, reason: str) -> Step:
    return Step(step.what, f"{step.because}; {reason}", step.place)
