# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Python rules: calls, their answers, and what the source of a rule tells without running it.

Galaxy 26.1.2: galaxy/jobs/mapper.py, __get_expand_function and __handle_rule.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from ..job import MISCONFIGURED, RULE_EXCEPTION, FailsError, Failure, Job, Step
from ..rule_modules.model import Function, RuleModule
from ..text import Source, Span
from .model import Target

TPV = "tpv.rules"
_TEXT = re.compile(r"""(["'])([^"'\n]+)\1""")

# Sent as JSON to and from the process that runs rules.
Message = Mapping[str, t.Any]


@dataclass(frozen=True)
class Rules:
    """The rule modules, or None if there are none, and the function that runs them, if allowed."""

    modules: tuple[RuleModule, ...] | None = None
    run: Callable[[Message], Message] | None = None


class Returned(t.NamedTuple):
    """The result of a rule: a name or a new destination, and the place of the rule.

    caller: the rule or TPV, in words. steps: its own explanation.
    """

    caller: str
    place: Span | None
    name: str | None = None
    target: Target | None = None
    notes: Sequence[str] = ()
    steps: tuple[Step, ...] = ()


class NotRunError(Exception):
    """The result is unknown because the rule was not run, or defers the job.

    why and place: the reason, and the place of the rule.
    candidates: names that it may return, from its source.
    steps: its explanation, if deferred.
    """

    def __init__(
        self,
        why: str,
        place: Span | None = None,
        candidates: Sequence[str] = (),
        steps: tuple[Step, ...] = (),
        deferred: bool = False,
    ) -> None:
        super().__init__(why)
        self.why = why
        self.place = place
        self.candidates = tuple(candidates)
        self.steps = steps
        self.deferred = deferred


def call(rules: Rules, target: Target, job: Job, known: Container[object]) -> Sequence[Message]:
    """Return the answers of a dynamic destination's rule; several if it picks at random.

    known: all ids and tags. Raises NotRunError if the rule is not run, and FailsError if it does
    not exist.
    """
    if is_tpv(target):
        if rules.run is None:
            raise NotRunError(
                "TPV decides; run it with --run-rules and --galaxy-python.", target.place
            )
        return _run(rules.run, target, job)
    if rules.modules is None:
        raise NotRunError("a Python rule decides; set --rules to its folder.", target.place)
    if rules.run is not None:
        return _run(rules.run, target, job)
    module, name = _find(rules.modules, target, job)
    function = module.find_function(name)
    why = f"the rule '{name}' decides; run it with --run-rules."
    if function is None:
        raise NotRunError(why, module.source.span(0, 0))
    raise NotRunError(why, function.name.place, _may_return(module, function, known))


def distinguished(rules: Rules, target: Target) -> Message:
    """Return the tools, users, roles and sizes that TPV distinguishes; empty if TPV is not run."""
    if rules.run is None:
        return {}
    return rules.run({"destination": _destination(target)})


def _run(run: Callable[[Message], Message], target: Target, job: Job) -> Sequence[Message]:
    answer = run(_request(target, job))
    answers: Sequence[Message] = answer.get("random") or (answer,)
    return answers


def is_tpv(target: Target) -> bool:
    """Return whether TPV decides for a destination."""
    return target.params.get("rules_module") == TPV


def _may_return(module: RuleModule, function: Function, known: Container[object]) -> list[str]:
    """Return the constants that a rule returns, and the known names in its module's source."""
    constants = [str(value.data) for value in function.returns]
    texts = (match[2] for match in _TEXT.finditer(module.source.text))
    return list(dict.fromkeys([*constants, *(text for text in texts if text in known)]))


def _find(modules: Sequence[RuleModule], target: Target, job: Job) -> tuple[RuleModule, str]:
    """Return the module whose rule Galaxy calls: the last one by name."""
    function = target.params.get("function")
    ordered = sorted(modules, key=_module_name, reverse=True)
    for name in [function] if function else job.ids:
        for module in ordered:
            if name in module.names:
                return module, str(name)
    raise _no_function(target, job)


def _module_name(module: RuleModule) -> str:
    path = module.source.path
    return path[: -len("/__init__.py")] if path.endswith("/__init__.py") else path[: -len(".py")]


def _no_function(target: Target, job: Job) -> FailsError:
    """Return the error of a dynamic destination without a rule."""
    function = target.params.get("function")
    if function:
        cause = f"No rule module has the function '{function}' of '{target.id}'."
    else:
        cause = f"'{target.id}' has no 'function', and no rule is named '{job.old_id}'."
    return FailsError(Failure(MISCONFIGURED, cause, target.place))


def _destination(target: Target) -> Message:
    return {"id": target.id, "runner": target.runner, "params": dict(target.params)}


def _request(target: Target, job: Job) -> Message:
    return {
        "destination": _destination(target),
        "job": {
            **asdict(job),
            "old_id": job.old_id,
            "ids": job.ids,
            "values": job.values(),
        },
    }


def returned(answer: Message, target: Target) -> Returned:
    """Return the result in an answer.

    Raises FailsError if Galaxy fails the job, and NotRunError if the rule defers the job or could
    not be run.
    """
    kind = answer["kind"]
    place = _place(answer)
    notes = tuple(answer.get("notes", ()))
    suffix = f" Notes: {' '.join(notes)}" if notes else ""
    function = str(answer.get("function") or target.params.get("function"))
    caller = "TPV" if is_tpv(target) else f"the rule '{function}'"
    steps = tuple(_steps(answer))
    if kind == "name":
        return Returned(caller, place, name=str(answer["value"]), notes=notes, steps=steps)
    if kind == "destination":
        made = _target(answer["value"], place)
        return Returned(caller, place, target=made, notes=notes, steps=steps)
    if kind == "unavailable":
        why = f"{caller} decides, but cannot run here: {answer['cause']}"
        raise NotRunError(why, place or target.place, steps=steps)
    cause = f"{caller[0].upper()}{caller[1:]} {answer['cause']}{suffix}"
    place = place or target.place
    if kind == "not_ready":
        why = f"{cause} Galaxy keeps it waiting and calls the rule again."
        raise NotRunError(why, place, steps=steps, deferred=True)
    raise FailsError(_failure(kind, answer, cause, place), steps)


def _failure(kind: str, answer: Message, cause: str, place: Span | None) -> Failure:
    if kind == "mapping":
        return Failure(answer["message"], cause, place)
    if kind == "misconfigured":
        return Failure(MISCONFIGURED, answer["cause"], place)
    if kind == "never":
        return Failure(None, cause, place)
    return Failure(RULE_EXCEPTION, cause, place)


def _steps(answer: Message) -> Iterator[Step]:
    for step in answer.get("steps", ()):
        yield Step(step["action"], step["reason"], _place(step))


def _target(fields: Message, place: Span | None) -> Target:
    """Return the destination that a rule created."""
    return Target(
        id=fields.get("id"),
        runner=fields.get("runner"),
        params=fields.get("params") or {},
        env=tuple(fields.get("env") or ()),
        tags=tuple(fields.get("tags") or ()),
        resubmit=tuple(fields.get("resubmit") or ()),
        shell=fields.get("shell"),
        place=place,
    )


def _place(answer: Message) -> Span | None:
    if not answer.get("path"):
        return None
    text = "\n" * (int(answer.get("line") or 1) - 1)
    return Source(answer["path"], text).span(len(text), len(text))
