# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a tool_destinations.yml says: each value knows its place."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field
from functools import cached_property

from ..text import Comment, Entries, Place, Problem, Source, Unread, Value
from .bounds import Span, span


def nice_of(number: float) -> float:
    """Return the nice value that Galaxy makes of a number; 'not a number' stays."""
    return 0 if number < -20 or number > 20 else number


@dataclass(frozen=True)
class Target:
    """Where jobs go: one name, an id or a tag of a destination, or one for each priority."""

    place: Place
    name: Value | None = None
    priorities: Entries = field(default_factory=dict)

    def names(self) -> tuple[Value, ...]:
        """Return all destinations that are named."""
        by_priority = tuple(entry.value for entry in self.priorities.values())
        return (self.name, *by_priority) if self.name else by_priority


@dataclass(frozen=True)
class Rule:
    """A rule that Galaxy uses. With a fail_message jobs fail, whatever the destination."""

    type: Value
    place: Place
    nice_value: Value | None = None
    destination: Target | None = None
    fail_message: Value | None = None
    users: tuple[Value, ...] | None = None
    lower_bound: Value | None = None
    upper_bound: Value | None = None
    arguments: Value | None = None

    @property
    def fails(self) -> bool:
        """Return whether the rule makes jobs fail."""
        named = self.destination.name if self.destination else None
        return self.fail_message is not None or (named is not None and named.data == "fail")

    @property
    def nice(self) -> float:
        """Return the nice value that Galaxy uses: 0 for one that is missing or not -20 to 20."""
        data = self.nice_value.data if self.nice_value else 0
        return nice_of(data) if isinstance(data, (int, float)) else 0

    @cached_property
    def span(self) -> Span | None:
        """Return what a rule with bounds takes, None for another or when they cannot be read."""
        if self.type.data == "arguments" or self.lower_bound is None or self.upper_bound is None:
            return None
        return span(self.type.data, self.lower_bound.plain(), self.upper_bound.plain())


@dataclass(frozen=True)
class ToolRules:
    """The rules of a tool, found by its old id, and where its other jobs go."""

    id: Value
    place: Place
    default_destination: Target | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class User:
    """The priority of a user."""

    name: Value
    priority: Value


@dataclass(frozen=True)
class ToolDestinations:
    """A tool_destinations.yml. unread is what Galaxy passes over, dropped rules included.

    value is all that is written, None when it could not be parsed.
    """

    source: Source
    place: Place
    value: Value | None = None
    tools: tuple[ToolRules, ...] = ()
    default_destination: Target | None = None
    default_priority: Value | None = None
    users: tuple[User, ...] = ()
    verbose: Value | None = None
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()

    def targets(self) -> t.Iterator[Target]:
        """Yield all places where jobs may go."""
        defaults = [self.default_destination, *(tool.default_destination for tool in self.tools)]
        rules = [rule.destination for tool in self.tools for rule in tool.rules]
        yield from (target for target in (*defaults, *rules) if target)
