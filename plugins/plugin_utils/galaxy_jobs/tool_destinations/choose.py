# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Choose the destination of a job from a tool_destinations.yml.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination.
"""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Mapping
from functools import reduce

from ....module_utils._errors import ClusterError
from ..job import FailsError, Failure, Job, Step, crash
from ..text import Span, Value
from .plan import FAIL, Plan, PlannedRule, PlannedTool

_COUNTED = {
    "file_size": "the inputs have {} bytes",
    "num_input_datasets": "the job has {} inputs",
    "records": "the inputs have {} records",
}
_NOTHING = PlannedTool()


class Decision(t.NamedTuple):
    """The destination name that Galaxy looks up in the job_conf, and why; or a failure."""

    name: str
    step: Step
    failure: Failure | None = None


def choose(plan: Plan, job: Job) -> list[Decision]:
    """Return the choice, or several if Galaxy picks an arbitrary default priority.

    Raises FailsError if the job fails with every priority, ClusterError if the job must be
    described in more detail.
    """
    if plan.default is None and not plan.default_by_priority:
        cause = "Missing global default_destination."
        message = f"Job '{job.old_id}' failed; no global default destination specified in config!"
        raise FailsError(Failure(message, cause, plan.place))
    tool = plan.tools.get(job.old_id, _NOTHING)
    rule = _matching(tool, job)
    choices: dict[object, Decision] = {}
    for default_priority in plan.default_priorities or (None,):
        try:
            choice = _Decision(plan, job, tool, rule, default_priority).choice()
            choices.setdefault(choice.name, choice)
        except FailsError as error:
            failure = error.failure
            choices.setdefault(failure, Decision(FAIL, Step(""), failure))
    if all(choice.failure for choice in choices.values()):
        raise FailsError(t.cast(Failure, next(iter(choices.values())).failure))
    return list(choices.values())


class _Decision:
    """The decision for a job, with one of the possible default priorities."""

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
        self._priority, self._priority_reason = self._job_priority()

    def _job_priority(self) -> tuple[Hashable, str]:
        """Return the priority of the job, None without one, and where it comes from.

        The priority of the user overrides the one in the form, which overrides the default. The
        form of a workflow replaces the whole form of the job.
        """
        job = self._job
        if job.user in self._plan.users:
            priority = self._plan.users[job.user].data
            return priority, f"priority '{priority}' of {job.user}"
        requested = (job.workflow_resources or job.resources or {}).get("priority")
        if requested is not None:
            form = "of the workflow" if job.workflow_resources else "of the job"
            return requested, f"priority '{requested}' from the form {form}"
        is_arbitrary = len(self._plan.default_priorities) > 1
        kind = "an arbitrary priority, here" if is_arbitrary else "the default priority"
        return self._default_priority, f"{kind} '{self._default_priority}'"

    def choice(self) -> Decision:
        """Return the choice. Raises FailsError."""
        if not isinstance(self._default_priority, (str, type(None))):
            # Galaxy concatenates it with a string, for the log.
            cause = f"The default priority '{self._default_priority}' is not a string."
            raise crash(cause, self._plan.place)
        name, step = self._rule_choice() if self._rule else self._tool_choice()
        if name == FAIL:
            raise self._failure()
        return Decision(str(name), step)

    def _failure(self) -> FailsError:
        rule = self._rule
        if rule is None or not rule.fails:
            place = rule.place if rule else self._plan.place
            return crash("'fail' without a fail_message.", place)
        message = rule.fail_message
        cause = (
            f"{_title(rule)} of '{self._job.old_id}' fails its jobs: {_reason(rule, self._job)}."
        )
        return FailsError(Failure(None if message is None else str(message), cause, rule.place))

    def _rule_choice(self) -> tuple[object, Step]:
        rule = t.cast(PlannedRule, self._rule)
        action = f"{_title(rule)} of '{self._job.old_id}' matches the job"
        step = Step(action, _reason(rule, self._job), rule.place)
        if rule.fails:
            return FAIL, step
        if rule.destination is None:
            raise crash(f"{_title(rule)} matches the job, but has no destination.", rule.place)
        if isinstance(rule.destination.data, str):
            return rule.destination.data, step
        return self._mapped(rule, rule.destination, step)

    def _mapped(self, rule: PlannedRule, destination: Value, step: Step) -> tuple[object, Step]:
        try:
            by_priority = destination.plain()["priority"]
            for priority in self._priorities(rule.place):
                if priority in by_priority:
                    return by_priority[priority], _also(step, self._priority_reason)
        except (TypeError, KeyError):
            raise crash(f"The destination of {_title(rule)} is invalid.", rule.place) from None
        name, default = self._global_choice()
        reason = f"{step.reason}; no destination for {self._priority_reason}"
        return name, Step(step.action, reason, default.place)

    def _priorities(self, place: Span) -> t.Iterator[Hashable]:
        """Yield the priority of the job and the default one. Raises FailsError without one."""
        for priority in (self._priority, self._default_priority):
            if priority is None:
                raise crash("The global default_destination defines no priorities.", place)
            yield priority

    def _tool_choice(self) -> tuple[object, Step]:
        tool = f"'{self._job.old_id}'"
        default = self._tool.default
        if default is not None:
            has_rules = bool(self._tool.rules)
            action = f"no rule of {tool} matches the job" if has_rules else f"{tool} has no rules"
            return default.data, Step(action, "its default_destination is used", default.place)
        by_priority = self._tool.default_by_priority
        for priority in (self._priority, self._default_priority):
            if priority in by_priority:
                name = by_priority[priority]
                action = f"the default_destination of {tool}"
                return name.data, Step(action, self._priority_reason, name.place)
        return self._global_choice()

    def _global_choice(self) -> tuple[object, Step]:
        is_known = self._job.old_id in self._plan.tools
        action = "no rule matches the job" if is_known else f"no entry for '{self._job.old_id}'"
        reason = "the global default_destination is used"
        if self._plan.default is not None:
            return self._plan.default.data, Step(action, reason, self._plan.default.place)
        by_priority = self._plan.default_by_priority
        name = by_priority.get(self._priority) or by_priority[self._default_priority]
        return name.data, Step(action, f"{reason}; {self._priority_reason}", name.place)


def _matching(tool: PlannedTool, job: Job) -> PlannedRule | None:
    """Return the matching rule with the lowest nice value, the first of several."""
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
        raise crash(f"The bounds of {_title(rule)} are not numbers.", rule.place) from None


def _count(rule: PlannedRule, job: Job) -> int:
    datasets = job.inputs.values()
    if rule.type == "file_size":
        return sum(dataset.size for dataset in datasets)
    if rule.type == "num_input_datasets":
        return len(datasets)
    for name, dataset in job.inputs.items():
        if dataset.ext == "fasta" and dataset.records is None:
            raise ClusterError(
                f"{rule.place.position}: this rule counts records. Add the number of records of "
                f"'{name}', as in {name}={dataset.size}:fasta:100."
            )
    return sum(dataset.records or 0 for dataset in datasets if dataset.ext == "fasta")


def _has_arguments(rule: PlannedRule, arguments: Mapping[t.Any, t.Any], job: Job) -> bool:
    """Return whether the tool parameters equal the arguments. Values are compared with type."""
    params = job.values()
    is_match = True
    for name, value in arguments.items():
        expected = {name: value}
        path = list(_keys(expected))
        try:
            is_match &= reduce(_item, path, params) == reduce(_item, path, expected)
        except KeyError:
            is_match = False
        except TypeError:
            cause = f"The keys below '{name}' of {_title(rule)} do not fit the tool's parameters."
            raise crash(cause, rule.place) from None
    return is_match


def _item(data: object, key: Hashable) -> t.Any:
    """Return an item of a dictionary. Raises TypeError for other data."""
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
        return "its parameters equal the arguments of the rule"
    count = _COUNTED[rule.type].format(_count(rule, job))
    return f"{count}, the rule is for {rule.bounds_in_words()}"


def _also(step: Step, reason: str) -> Step:
    return Step(step.action, f"{step.reason}; {reason}", step.place)
