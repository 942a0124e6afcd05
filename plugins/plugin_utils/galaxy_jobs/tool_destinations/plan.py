# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Validate a tool_destinations.yml as Galaxy does, and keep what it uses.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, validate_config and RuleValidator, in the
same order: the first error decides which message users see. Galaxy validates the file for every
job, but nothing here depends on the job.
"""

from __future__ import annotations

import typing as t
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from ..job import FailsError, Failure, crash
from ..text import Entries, Span, Value
from .bounds import in_bytes, in_digits, in_words
from .model import ToolDestinations, nice_of
from .read import RULE_TYPES, is_email

FAIL = "fail"


class PlannedRule(t.NamedTuple):
    """A rule that Galaxy keeps. users is None for all users.

    low and high are the bounds that Galaxy compares with; high is None if unlimited. arguments is
    set only for rules of type arguments. fails: Galaxy uses 'fail' as the destination.
    """

    type: str
    number: int
    place: Span
    nice: float
    users: frozenset[str] | None
    destination: Value | None
    fails: bool
    fail_message: object
    low: t.Any = None
    high: t.Any = None
    arguments: Mapping[t.Any, t.Any] | None = None

    def bounds_in_words(self) -> str:
        """Return the bounds in words: "16 and more", "1 KB to below 10 GB"."""
        words = in_words if self.type == "file_size" else in_digits
        upper = " and more" if self.high is None else f" to below {words(self.high)}"
        return f"{words(self.low)}{upper}"


@dataclass
class PlannedTool:
    """The rules of a tool, and its default destination: one name, or one for each priority."""

    default: Value | None = None
    default_by_priority: dict[Hashable, Value] = field(default_factory=dict)
    rules: tuple[PlannedRule, ...] = ()


@dataclass
class Plan:
    """A validated file. default_priorities has several if Galaxy picks an arbitrary one."""

    place: Span
    default: Value | None = None
    default_by_priority: dict[Hashable, Value] = field(default_factory=dict)
    default_priorities: tuple[Hashable, ...] = ()
    users: dict[Hashable, Value] = field(default_factory=dict)
    tools: dict[Hashable, PlannedTool] = field(default_factory=dict)


def plan(conf: ToolDestinations, known: Container[object]) -> Plan:
    """Return the validated file. known are the ids and tags of destinations.

    Raises FailsError if every job of the file fails, ClusterError if this library cannot read the
    file.
    """
    if conf.value is None:
        problem = conf.problems[0]
        if problem.consequence == "unreadable":
            raise ClusterError(f"{problem.place.position}: {problem.message}")
        raise crash(problem.message, problem.place)
    return _Planner(conf.value, known).plan


class _Planner:
    """Validates the file in the order of Galaxy."""

    def __init__(self, value: Value, known: Container[object]) -> None:
        self._known = known
        self.plan = Plan(value.place)
        top = value.data
        if top is None:
            return
        if not isinstance(top, Mapping):
            raise crash("The file is not a mapping.", value.place)
        if top and "verbose" not in top:
            raise crash("Missing 'verbose'. Add 'verbose: false'.", value.place)
        if "default_destination" in top:
            self._default(top["default_destination"].value, top)
        if "users" in top and isinstance(top["users"].value.data, Mapping):
            self._users(top["users"].value.data)
        if "tools" in top:
            self._tools(top["tools"].value)

    def _check(self, name: Value) -> None:
        """Look up a destination, as Galaxy does for every name in the file."""
        if name.data not in self._known:
            raise crash(
                f"Unknown destination '{name.data}'. Galaxy looks up all names for every "
                "job, so every job that uses this file fails.",
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
        default = top["default_priority"].value if "default_priority" in top else None
        if default is None:
            return ("med",) if "med" in known else tuple(known)
        if isinstance(default.data, str):
            if default.data in known:
                return (default.data,)
            if known:
                self._check_suggestions(default.data, default.place)
        return tuple(known)

    def _check_suggestions(self, word: object, place: Span) -> None:
        """Raise FailsError where Galaxy crashes because a name to suggest is not a string.

        Galaxy: get_typo_correction.
        """
        words = self.plan.default_by_priority
        if words and not all(isinstance(name, str) for name in (word, *words)):
            raise crash(
                f"Unknown priority '{word}', and one of the priorities is not a string.", place
            )

    def _users(self, users: Entries) -> None:
        for user, entry in users.items():
            options = entry.value.data
            priority = options["priority"].value if _has(options, "priority") else None
            if priority is None or not isinstance(priority.data, str):
                continue
            if priority.data in self.plan.default_by_priority:
                self.plan.users[user] = priority
                continue
            if not isinstance(user, str):
                raise crash(f"User '{user}' is not a string.", entry.name.place)
            self._check_suggestions(priority.data, priority.place)

    def _tools(self, tools: Value) -> None:
        if not isinstance(tools.data, Mapping):
            if tools.data in ((), ""):
                return
            raise crash("'tools' is not a mapping.", tools.place)
        for tool_id, entry in tools.data.items():
            if entry.value.data is None or isinstance(entry.value.data, tuple):
                continue
            if not isinstance(entry.value.data, Mapping):
                if _looks_like_text_without(entry.value.data, "default_destination", "rules"):
                    continue
                raise crash(f"Tool '{tool_id}' is not a mapping.", entry.value.place)
            self._tool(tool_id, entry.value.data)

    def _tool(self, tool_id: Hashable, entries: Entries) -> None:
        if "default_destination" in entries:
            self._tool_default(tool_id, entries["default_destination"].value)
        rules = entries["rules"].value.data if "rules" in entries else None
        if isinstance(rules, tuple):
            kept = tuple(self._rules(str(tool_id), rules))
            if kept:
                self._planned(str(tool_id)).rules = kept

    def _planned(self, tool_id: Hashable) -> PlannedTool:
        return self.plan.tools.setdefault(tool_id, PlannedTool())

    def _tool_default(self, tool_id: Hashable, value: Value) -> None:
        if isinstance(value.data, str):
            self._check(value)
            self._planned(tool_id).default = value
            return
        for priority, name in _by_priority(value):
            if priority not in self.plan.default_by_priority:
                self._check_suggestions(priority, name.place)
            elif isinstance(name.data, str):
                self._check(name)
                self._planned(tool_id).default_by_priority[priority] = name

    def _rules(self, tool_id: str, rules: Iterable[Value]) -> Iterator[PlannedRule]:
        number = 0
        for item in rules:
            if not isinstance(item.data, Mapping):
                if not _looks_like_text_without(item.plain(), "rule_type"):
                    raise crash("A rule is not a mapping.", item.place)
                number += 1
            elif "rule_type" not in item.data:
                number += 1
            elif item.data["rule_type"].value.plain() in RULE_TYPES:
                number += 1
                rule = self._rule(tool_id, number, item)
                if rule is not None:
                    yield rule

    def _rule(self, tool_id: str, number: int, item: Value) -> PlannedRule | None:
        """Return a rule, None if Galaxy skips it."""
        entries: Entries = item.data
        users = _users_of(entries)
        if users is not None and not users:
            return None
        nice = _nice(entries)
        fails, message = self._rule_destination(tool_id, number, entries)
        kind = entries["rule_type"].value.data
        destination = entries["destination"].value if "destination" in entries else None
        rule = PlannedRule(
            type=kind,
            number=number,
            place=item.place,
            nice=nice,
            users=users,
            destination=destination,
            fails=fails,
            fail_message=message,
        )
        if kind != "arguments":
            return _with_bounds(rule, entries)
        arguments = entries["arguments"].value if "arguments" in entries else None
        if arguments is None or not isinstance(arguments.data, Mapping):
            return None
        return rule._replace(arguments=arguments.plain())

    def _rule_destination(self, tool_id: str, number: int, entries: Entries) -> tuple[bool, object]:
        """Validate the destination; return whether the rule fails jobs, and its message."""
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
                self._check_suggestions(priority, name.place)
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
    """Return whether Galaxy's 'word in data' is false, without a crash, for non-mappings."""
    return isinstance(data, (str, list)) and not any(word in data for word in words)


def _users_of(entries: Entries) -> frozenset[str] | None:
    """Return the valid users of a rule, None for all users. Galaxy skips a rule without any."""
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
        raise crash(f"nice_value '{value.plain()}' is not a number.", value.place)
    return nice_of(value.data)


def _with_bounds(rule: PlannedRule, entries: Entries) -> PlannedRule | None:
    """Return a rule with its bounds, swapped if reversed; None unless it has both."""
    if "upper_bound" not in entries or "lower_bound" not in entries:
        return None
    upper, lower = (entries[name].value for name in ("upper_bound", "lower_bound"))
    counts = rule.type == "num_input_datasets"
    high: t.Any
    low: t.Any
    high, low = (value.plain() if counts else _size(value) for value in (upper, lower))
    if low == "Infinity":
        low = 0
    is_unlimited = high == "Infinity" if counts else high == -1
    try:
        if not is_unlimited and high != -1 and low > high:
            low, high = high, low
            is_unlimited = high == -1 and not counts
    except TypeError:
        raise crash(
            f"The bounds '{lower.plain()}' and '{upper.plain()}' cannot be compared.", lower.place
        ) from None
    return rule._replace(low=low, high=None if is_unlimited else high)


def _size(value: Value) -> object:
    try:
        return in_bytes(value.plain())
    except ValueError:
        shown = f"Unable to convert size {value.data}"
        cause = (
            f"Invalid size '{value.data}'. Expected a number, or a size with a space ('10 GB'). "
            "Every job of this file fails."
        )
        raise FailsError(Failure(shown, cause, value.place)) from None
