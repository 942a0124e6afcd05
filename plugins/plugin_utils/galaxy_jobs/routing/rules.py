# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Rules in Python: what is asked of one, what it may answer, and what its text alone tells.

Galaxy 26.1.2: galaxy/jobs/mapper.py, __get_expand_function and __handle_rule.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from ..job import MISCONFIGURED, RULE_EXCEPTION, FailsError, Failure, Job, Step
from ..rule_modules.model import Function, RuleModule
from ..text import Place, Source
from .model import Target

TPV = "tpv.rules"
_TEXT = re.compile(r"""(["'])([^"'\n]+)\1""")

# As JSON to and from the process that runs rules.
Message = Mapping[str, t.Any]


@dataclass(frozen=True)
class Rules:
    """The modules of rules that are given, None when none are, and what runs them, if allowed."""

    modules: tuple[RuleModule, ...] | None = None
    run: Callable[[Message], Message] | None = None


class Returned(t.NamedTuple):
    """What a rule returned: a name, or a destination of its own making, and where it stands.

    who is the rule, or TPV; steps are those that it explains.
    """

    who: str
    place: Place | None
    name: str | None = None
    target: Target | None = None
    notes: Sequence[str] = ()
    steps: tuple[Step, ...] = ()


class NotRunError(Exception):
    """Only running the rule would tell. Carries why, where it stands and what it may return.

    steps are those that it explained before it put the job off, if put_off.
    """

    def __init__(
        self,
        why: str,
        place: Place | None = None,
        may_be: Sequence[str] = (),
        steps: tuple[Step, ...] = (),
        put_off: bool = False,
    ) -> None:
        super().__init__(why)
        self.why = why
        self.place = place
        self.may_be = tuple(may_be)
        self.steps = steps
        self.put_off = put_off


def ask(rules: Rules, target: Target, job: Job, known: Container[object]) -> Sequence[Message]:
    """Return what the rule of a dynamic destination answers: several when it draws lots.

    known are the ids and tags there are. Raises NotRunError when the rule is not run, FailsError
    when it is not there.
    """
    if is_tpv(target):
        if rules.run is None:
            raise NotRunError(
                "TPV decides: --run-rules asks it, with --galaxy-python.", target.place
            )
        return _run(rules.run, target, job)
    if rules.modules is None:
        raise NotRunError("a rule in Python decides: name its folder with --rules.", target.place)
    if rules.run is not None:
        return _run(rules.run, target, job)
    module, name = _found(rules.modules, target, job)
    function = module.find_function(name)
    why = f"the rule '{name}' decides: --run-rules runs it."
    if function is None:
        raise NotRunError(why, module.source.place(0, 0))
    raise NotRunError(why, function.name.place, _may_return(module, function, known))


def told_apart(rules: Rules, target: Target) -> Message:
    """Return which tools, users, roles and sizes TPV tells apart, nothing when it is not asked."""
    if rules.run is None:
        return {}
    return rules.run({"destination": _destination(target)})


def _run(run: Callable[[Message], Message], target: Target, job: Job) -> Sequence[Message]:
    answer = run(_request(target, job))
    drawn: Sequence[Message] = answer.get("drawn") or (answer,)
    return drawn


def is_tpv(target: Target) -> bool:
    """Return whether TPV decides for a dynamic destination."""
    return target.params.get("rules_module") == TPV


def _may_return(module: RuleModule, function: Function, known: Container[object]) -> list[str]:
    """Return what a rule returns as it is written, and other texts that name destinations."""
    returned = [str(value.data) for value in function.returns]
    written = (found[2] for found in _TEXT.finditer(module.source.text))
    return list(dict.fromkeys([*returned, *(text for text in written if text in known)]))


def _found(modules: Sequence[RuleModule], target: Target, job: Job) -> tuple[RuleModule, str]:
    """Return the module whose rule Galaxy takes: of several the last by name."""
    function = target.params.get("function")
    ordered = sorted(modules, key=_module_name, reverse=True)
    for name in [function] if function else job.ids:
        for module in ordered:
            if name in module.names:
                return module, str(name)
    raise no_function(target, job)


def _module_name(module: RuleModule) -> str:
    path = module.source.path
    return path[: -len("/__init__.py")] if path.endswith("/__init__.py") else path[: -len(".py")]


def no_function(target: Target, job: Job) -> FailsError:
    """Return the error of a dynamic destination whose rule is not found."""
    function = target.params.get("function")
    if function:
        cause = f"No module of rules has the function '{function}' of '{target.id}'."
    else:
        cause = f"'{target.id}' names no function, and none is called like the tool '{job.old_id}'."
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
    """Return what a rule returned, by its answer.

    Raises FailsError when Galaxy fails the job, NotRunError when it puts the job off, or when the
    rule could not be run.
    """
    kind = answer["kind"]
    place = _place(answer)
    notes = tuple(answer.get("notes", ()))
    also = f" Beforehand: {' '.join(notes)}" if notes else ""
    function = str(answer.get("function") or target.params.get("function"))
    who = "TPV" if is_tpv(target) else f"the rule '{function}'"
    steps = tuple(_steps(answer))
    if kind == "name":
        return Returned(who, place, name=str(answer["value"]), notes=notes, steps=steps)
    if kind == "destination":
        found = _made(answer["value"], place)
        return Returned(who, place, target=found, notes=notes, steps=steps)
    if kind == "not_here":
        raise NotRunError(f"{who} decides: {answer['cause']}", place or target.place, steps=steps)
    cause = f"{who[0].upper()}{who[1:]} {answer['cause']}{also}"
    place = place or target.place
    if kind == "not_ready":
        why = f"{cause} Galaxy keeps it waiting and asks again."
        raise NotRunError(why, place, steps=steps, put_off=True)
    raise FailsError(_failure(kind, answer, cause, place), steps)


def _failure(kind: str, answer: Message, cause: str, place: Place | None) -> Failure:
    if kind == "mapping":
        return Failure(answer["message"], cause, place)
    if kind == "misconfigured":
        return Failure(MISCONFIGURED, answer["cause"], place)
    if kind == "never":
        return Failure(None, cause, place)
    return Failure(RULE_EXCEPTION, cause, place)


def _steps(answer: Message) -> Iterator[Step]:
    for step in answer.get("steps", ()):
        yield Step(step["what"], step["because"], _place(step))


def _made(given: Message, place: Place | None) -> Target:
    """Return the destination that a rule made."""
    return Target(
        given.get("id"),
        given.get("runner"),
        given.get("params") or {},
        tuple(given.get("env") or ()),
        tuple(given.get("tags") or ()),
        tuple(given.get("resubmit") or ()),
        given.get("shell"),
        place,
    )


def _place(answer: Message) -> Place | None:
    if not answer.get("path"):
        return None
    text = "\n" * (int(answer.get("line") or 1) - 1)
    return Source(answer["path"], text).place(len(text), len(text))
