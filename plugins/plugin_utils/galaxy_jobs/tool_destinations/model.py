# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Model of a tool_destinations.yml. Each value knows its place in the document."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field
from functools import cached_property

from ..diagnostic import Diagnostic
from ..text import Comment, Entries, Source, Span, Value
from .bounds import Bounds, bounds_of


def nice_of(number: float) -> float:
    """Return the nice value that Galaxy uses: 0 for a number outside -20 to 20. NaN stays NaN."""
    return 0 if number < -20 or number > 20 else number


@dataclass(frozen=True)
class RuleTarget:
    """Where jobs go: the id or tag of a destination, or one for each priority."""

    place: Span
    name: Value | None = None
    priorities: Entries = field(default_factory=dict)

    def names(self) -> tuple[Value, ...]:
        """Return all destination names."""
        by_priority = tuple(entry.value for entry in self.priorities.values())
        return (self.name, *by_priority) if self.name else by_priority


@dataclass(frozen=True)
class ToolRule:
    """A rule that Galaxy keeps. A fail_message makes jobs fail, whatever the destination."""

    type: Value
    place: Span
    nice_value: Value | None = None
    destination: RuleTarget | None = None
    fail_message: Value | None = None
    users: tuple[Value, ...] | None = None
    lower_bound: Value | None = None
    upper_bound: Value | None = None
    arguments: Value | None = None

    @property
    def fails(self) -> bool:
        """Return whether the rule makes its jobs fail."""
        name = self.destination.name if self.destination else None
        return self.fail_message is not None or (name is not None and name.data == "fail")

    @property
    def nice(self) -> float:
        """Return the nice value that Galaxy uses: 0 if it is missing or out of range."""
        data = self.nice_value.data if self.nice_value else 0
        return nice_of(data) if isinstance(data, (int, float)) else 0

    @cached_property
    def bounds(self) -> Bounds | None:
        """Return the bounds, None for a rule without bounds or with an invalid one."""
        if self.type.data == "arguments" or self.lower_bound is None or self.upper_bound is None:
            return None
        return bounds_of(self.type.data, self.lower_bound.plain(), self.upper_bound.plain())


@dataclass(frozen=True)
class ToolRules:
    """The rules of a tool, by its short id, and the destination of jobs that match none."""

    id: Value
    place: Span
    default_destination: RuleTarget | None = None
    rules: tuple[ToolRule, ...] = ()


@dataclass(frozen=True)
class User:
    """The priority of a user."""

    name: Value
    priority: Value


@dataclass(frozen=True)
class ToolDestinations:
    """A tool_destinations.yml. ignored lists what Galaxy ignores, including skipped rules.

    value is the whole document, None when it could not be parsed.
    """

    source: Source
    place: Span
    value: Value | None = None
    tools: tuple[ToolRules, ...] = ()
    default_destination: RuleTarget | None = None
    default_priority: Value | None = None
    users: tuple[User, ...] = ()
    verbose: Value | None = None
    comments: tuple[Comment, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    ignored: tuple[Diagnostic, ...] = ()

    def rules(self) -> t.Iterator[ToolRule]:
        """Yield the rules of all tools."""
        for tool in self.tools:
            yield from tool.rules

    def targets(self) -> t.Iterator[RuleTarget]:
        """Yield all destinations and priority maps."""
        defaults = [self.default_destination, *(tool.default_destination for tool in self.tools)]
        rule_targets = [rule.destination for rule in self.rules()]
        yield from (target for target in (*defaults, *rule_targets) if target)
