# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What is left of a tool_destinations.yml once Galaxy has checked it, or what it stumbles over.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, validate_config and RuleValidator, step by
step in their order: what comes first decides which message users see. Galaxy does it for each job;
nothing in it depends on the job.
"""

from __future__ import annotations

import typing as t
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from ..job import FailsError, Failure, crash
from ..text import Entries, Place, Value
from .bounds import in_bytes, in_digits, in_words
from .model import ToolDestinations, nice_of
from .read import RULE_TYPES, is_email

FAIL = "fail"


class PlannedRule(t.NamedTuple):
    """A rule that Galaxy keeps. users None: for all; destination and fail_message as written.

    low and high are what Galaxy compares with, high None for no bound; arguments is set for a rule
    of arguments. fails: Galaxy takes 'fail' for its destination.
    """

    type: str
    number: int
    place: Place
    nice: float
    users: frozenset[str] | None
    destination: Value | None
    fails: bool
    fail_message: object
    low: t.Any = None
    high: t.Any = None
    arguments: Mapping[t.Any, t.Any] | None = None

    def bounds_in_words(self) -> str:
        """Return what its bounds let through: "16 and more", "1 KB to below 10 GB"."""
        words = in_words if self.type == "file_size" else in_digits
        most = " and more" if self.high is None else f" to below {words(self.high)}"
        return f"{words(self.low)}{most}"


@dataclass
class PlannedTool:
    """The rules of a tool. default is one name, or one for each priority."""

    default: Value | None = None
    default_by_priority: dict[Hashable, Value] = field(default_factory=dict)
    rules: tuple[PlannedRule, ...] = ()


@dataclass
class Plan:
    """What decides. default_priorities has several when Galaxy takes any of them."""

    place: Place
    default: Value | None = None
    default_by_priority: dict[Hashable, Value] = field(default_factory=dict)
    default_priorities: tuple[Hashable, ...] = ()
    users: dict[Hashable, Value] = field(default_factory=dict)
    tools: dict[Hashable, PlannedTool] = field(default_factory=dict)


def plan(conf: ToolDestinations, known: Container[object]) -> Plan:
    """Return what decides; known are the ids and tags of destinations.

    Raises FailsError when every job fails that comes here, ClusterError when this collection
    cannot read the file.
    """
    if conf.value is None:
        problem = conf.problems[0]
        if problem.consequence == "unreadable":
            raise ClusterError(f"{problem.place.position}: {problem.message}")
        raise crash(problem.message, problem.place)
    return _Planner(conf.value, known).plan


class _Planner:
    """Goes through the file in Galaxy's order."""

    def __init__(self, value: Value, known: Container[object]) -> None:
        self._known = known
        self.plan = Plan(value.place)
        top = value.data
        if top is None:
            return
        if not isinstance(top, Mapping):
            raise crash("The file is no mapping.", value.place)
        if top and "verbose" not in top:
            raise crash("'verbose' is missing. Add 'verbose: false'.", value.place)
        if "default_destination" in top:
            self._default(top["default_destination"].value, top)
        if "users" in top and isinstance(top["users"].value.data, Mapping):
            self._users(top["users"].value.data)
        if "tools" in top:
            self._tools(top["tools"].value)

    def _check(self, name: Value) -> None:
        """Look a destination up as Galaxy does."""
        if name.data not in self._known:
            raise crash(
                f"No destination has the id or tag '{name.data}'. Galaxy looks up all of the file "
                "for each job: every job that comes here fails.",
                name.place,
            )

    def _default(self, value: Value, top: Entries) -> None:
        if isinstance(value.data, str):
            self._check(value)
            self.plan.default = value
            return
        for priority, name in _by_priority(value):
            if isinstance(name.data, str):
                self._check(name)
                self.plan.default_by_priority[priority] = name
        self.plan.default_priorities = self._default_priorities(top)

    def _default_priorities(self, top: Entries) -> tuple[Hashable, ...]:
        known = self.plan.default_by_priority
        given = top["default_priority"].value if "default_priority" in top else None
        if given is None:
            return ("med",) if "med" in known else tuple(known)
        if isinstance(given.data, str):
            if given.data in known:
                return (given.data,)
            if known:
                self._correct(given.data, given.place)
        return tuple(known)

    def _correct(self, word: object, place: Place) -> None:
        """Break down where Galaxy, in search of a name that was meant, meets one that is no text.

        get_typo_correction
        """
        words = self.plan.default_by_priority
        if words and not all(isinstance(each, str) for each in (word, *words)):
            raise crash(f"A priority must be a text: '{word}' is none, or another one.", place)

    def _users(self, users: Entries) -> None:
        for user, entry in users.items():
            given = entry.value.data
            priority = given["priority"].value if _has(given, "priority") else None
            if priority is None or not isinstance(priority.data, str):
                continue
            if priority.data in self.plan.default_by_priority:
                self.plan.users[user] = priority
                continue
            if not isinstance(user, str):
                raise crash(f"The user '{user}' is no text.", entry.name.place)
            self._correct(priority.data, priority.place)

    def _tools(self, tools: Value) -> None:
        if not isinstance(tools.data, Mapping):
            if tools.data in ((), ""):
                return
            raise crash("'tools' is no mapping.", tools.place)
        for tool_id, entry in tools.data.items():
            if entry.value.data is None or isinstance(entry.value.data, tuple):
                continue
            if not isinstance(entry.value.data, Mapping):
                if _looks_like_text_without(entry.value.data, "default_destination", "rules"):
                    continue
                raise crash(f"What '{tool_id}' has is no mapping.", entry.value.place)
            self._tool(tool_id, entry.value.data)

    def _tool(self, tool_id: Hashable, entries: Entries) -> None:
        if "default_destination" in entries:
            self._tool_default(tool_id, entries["default_destination"].value)
        rules = entries["rules"].value.data if "rules" in entries else None
        if isinstance(rules, tuple):
            kept = tuple(self._rules(str(tool_id), rules))
            if kept:
                self._named(str(tool_id)).rules = kept

    def _named(self, tool_id: Hashable) -> PlannedTool:
        return self.plan.tools.setdefault(tool_id, PlannedTool())

    def _tool_default(self, tool_id: Hashable, value: Value) -> None:
        if isinstance(value.data, str):
            self._check(value)
            self._named(tool_id).default = value
            return
        for priority, name in _by_priority(value):
            if priority not in self.plan.default_by_priority:
                self._correct(priority, name.place)
            elif isinstance(name.data, str):
                self._check(name)
                self._named(tool_id).default_by_priority[priority] = name

    def _rules(self, tool_id: str, rules: Iterable[Value]) -> Iterator[PlannedRule]:
        number = 0
        for item in rules:
            if not isinstance(item.data, Mapping):
                if not _looks_like_text_without(item.plain(), "rule_type"):
                    raise crash("A rule is no mapping.", item.place)
                number += 1
            elif "rule_type" not in item.data:
                number += 1
            elif item.data["rule_type"].value.plain() in RULE_TYPES:
                number += 1
                rule = self._rule(tool_id, number, item)
                if rule is not None:
                    yield rule

    def _rule(self, tool_id: str, number: int, item: Value) -> PlannedRule | None:
        """Return a rule, None for one that Galaxy drops."""
        entries: Entries = item.data
        users = _users_of(entries)
        if users is not None and not users:
            return None
        nice = _nice(entries)
        fails, message = self._rule_destination(tool_id, number, entries)
        kind = entries["rule_type"].value.data
        destination = entries["destination"].value if "destination" in entries else None
        rule = PlannedRule(kind, number, item.place, nice, users, destination, fails, message)
        if kind != "arguments":
            return _with_bounds(rule, entries)
        arguments = entries["arguments"].value if "arguments" in entries else None
        if arguments is None or not isinstance(arguments.data, Mapping):
            return None
        return rule._replace(arguments=arguments.plain())

    def _rule_destination(self, tool_id: str, number: int, entries: Entries) -> tuple[bool, object]:
        """Check where a rule sends jobs; return whether it fails them, and with which message."""
        if "fail_message" in entries:
            return True, entries["fail_message"].value.plain()
        value = entries["destination"].value if "destination" in entries else None
        if value is None:
            return False, None
        if value.data == FAIL:
            return True, f"Invalid parameters for rule {number} in '{tool_id}'."
        if isinstance(value.data, str):
            self._check(value)
        for priority, name in _by_priority(value):
            if priority not in self.plan.default_by_priority:
                self._correct(priority, name.place)
            elif isinstance(name.data, str) and name.data != FAIL:
                self._check(name)
        return False, None


def _has(data: object, key: str) -> bool:
    return isinstance(data, Mapping) and key in data


def _by_priority(value: Value) -> Iterator[tuple[Hashable, Value]]:
    if _has(value.data, "priority") and isinstance(value.data["priority"].value.data, Mapping):
        for priority, entry in value.data["priority"].value.data.items():
            yield priority, entry.value


def _looks_like_text_without(data: object, *words: str) -> bool:
    """Return whether Galaxy's 'word in data' passes over data that is no mapping."""
    return isinstance(data, (str, list)) and not any(word in data for word in words)


def _users_of(entries: Entries) -> frozenset[str] | None:
    """Return the users a rule is for: without any Galaxy drops it; None: it is for all."""
    if "users" not in entries:
        return None
    users = entries["users"].value.data
    return frozenset(
        user.data for user in (users if isinstance(users, tuple) else ()) if is_email(user)
    )


def _nice(entries: Entries) -> float:
    value = entries["nice_value"].value if "nice_value" in entries else None
    if value is None:
        return 0
    if not isinstance(value.data, (int, float)):
        raise crash(f"nice_value is '{value.plain()}', no number.", value.place)
    return nice_of(value.data)


def _with_bounds(rule: PlannedRule, entries: Entries) -> PlannedRule | None:
    """Return a rule with its bounds, exchanged when the lower one is above; None without both."""
    if "upper_bound" not in entries or "lower_bound" not in entries:
        return None
    upper, lower = (entries[name].value for name in ("upper_bound", "lower_bound"))
    counts = rule.type == "num_input_datasets"
    high: t.Any
    low: t.Any
    high, low = (value.plain() if counts else _size(value) for value in (upper, lower))
    if low == "Infinity":
        low = 0
    unbounded = high == "Infinity" if counts else high == -1
    try:
        if not unbounded and high != -1 and low > high:
            low, high = high, low
            unbounded = high == -1 and not counts
    except TypeError:
        raise crash(
            f"'{lower.plain()}' and '{upper.plain()}' cannot be compared.", lower.place
        ) from None
    return rule._replace(low=low, high=None if unbounded else high)


def _size(value: Value) -> object:
    try:
        return in_bytes(value.plain())
    except ValueError:
        shown = f"Unable to convert size {value.data}"
        cause = (
            f"'{value.data}' is no size: expected a number, or one with a space and a unit such as "
            "'10 GB'. Every job that comes here fails."
        )
        raise FailsError(Failure(shown, cause, value.place)) from None
