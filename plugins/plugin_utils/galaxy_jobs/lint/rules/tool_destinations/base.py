# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Helpers of the rules about tool_destinations.yml: which rule matches which jobs, and priorities.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, RuleValidator and map_tool_to_destination.
"""

from __future__ import annotations

import typing as t
from abc import abstractmethod
from collections.abc import Collection, Hashable, Iterator, Mapping

from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import Destination, JobConf
from ....text import Value
from ....tool_destinations.bounds import Bounds
from ....tool_destinations.model import RuleTarget, ToolDestinations, ToolRule, ToolRules
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import (
    dynamic_type,
    enabled_destinations,
    is_one_of,
    may_choose_any,
    targets,
)

# The rules of a tool are compared in pairs, so the cost grows with the square of their number.
MOST_RULES = 200


class ToolDestinationsRule(Rule):
    """A lint rule about a tool_destinations.yml, whatever other documents are given."""

    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings in the tool_destinations.yml."""
        if context.tool_destinations is not None:
            yield from self.check_tool_destinations(context.tool_destinations)

    @abstractmethod
    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the findings in a tool_destinations.yml."""


def covers(first: ToolRule, second: ToolRule) -> bool:
    """Return whether the first rule matches every job of every user that the second matches."""
    if first.users is not None:
        users = {user.data for user in first.users}
        if second.users is None or not {user.data for user in second.users} <= users:
            return False
    wide, narrow = first.bounds, second.bounds
    if wide is not None and wide.is_unlimited:
        return True
    if first.type.data != second.type.data:
        return False
    if wide is not None and narrow is not None:
        return wide.contains(narrow)
    return first.type.data == "arguments" and _requires_less(first.arguments, second.arguments)


def _requires_less(first: Value | None, second: Value | None) -> bool:
    if first is None or second is None:
        return False
    less, more = first.plain(), second.plain()
    return all(name in more and more[name] == value for name, value in less.items())


def comparable_pairs(tool: ToolRules) -> Iterator[tuple[ToolRule, Bounds, ToolRule, Bounds]]:
    """Yield pairs of rules for all users, of the same type and nice value, with their bounds."""
    rules = [(rule, rule.bounds) for rule in tool.rules[:MOST_RULES] if rule.users is None]
    for number, (first, wide) in enumerate(rules):
        for second, narrow in rules[number + 1 :]:
            is_same_kind = first.type.data == second.type.data and first.nice == second.nice
            if is_same_kind and wide is not None and narrow is not None:
                yield first, wide, second, narrow


def priorities(conf: ToolDestinations) -> Collection[Hashable]:
    """Return the known priorities: those of the global default_destination."""
    return conf.default_destination.priorities.keys() if conf.default_destination else ()


def default_priority(conf: ToolDestinations) -> Hashable:
    """Return the priority of users without one, None when Galaxy picks an arbitrary one."""
    known = priorities(conf)
    if conf.default_priority is None:
        return "med" if "med" in known else None
    priority = conf.default_priority.data
    return priority if isinstance(priority, str) and priority in known else None


def priority_maps(conf: ToolDestinations) -> Iterator[RuleTarget]:
    """Yield the priority maps of tools and their rules, without those a fail_message overrides."""
    for tool in conf.tools:
        rule_targets = [rule.destination for rule in tool.rules if rule.fail_message is None]
        for target in (tool.default_destination, *rule_targets):
            if target is not None and target.priorities:
                yield target


def required_destinations(conf: ToolDestinations) -> Iterator[Value]:
    """Yield the destination names that Galaxy looks up in the job_conf for every job."""
    known = priorities(conf)
    if conf.default_destination is not None:
        yield from conf.default_destination.names()
    for tool in conf.tools:
        if tool.default_destination is not None:
            yield from _names(tool.default_destination, known)
        for rule in tool.rules:
            if rule.fail_message is None and rule.destination is not None:
                yield from (name for name in _names(rule.destination, known) if name.data != "fail")


def _names(target: RuleTarget, known: Collection[Hashable]) -> Iterator[Value]:
    if target.name is not None:
        yield target.name
    for priority, entry in target.priorities.items():
        if priority in known:
            yield entry.value


def is_dtd(destination: Destination) -> bool:
    """Return whether the tool destinations decide where the jobs of a destination go."""
    return destination.is_dynamic and dynamic_type(destination) == "dtd"


def dtd_names(conf: JobConf) -> set[Hashable]:
    """Return the ids and tags of the destinations of type dtd."""
    by_name = destinations_by_name(conf)
    return {name for name, destinations in by_name.items() if any(map(is_dtd, destinations))}


def has_other_routes(conf: JobConf, names: Collection[Hashable]) -> bool:
    """Return whether jobs may reach one of these destinations without their tool naming it.

    They do by default, by resubmission, or because a dynamic destination decides so.
    """
    default = conf.default
    if default is None or not default.fixed or is_one_of(default.value, names):
        return True
    for destination in enabled_destinations(conf):
        if may_choose_any(destination) and not is_dtd(destination):
            return True
        resubmitted = [again.destination for again in destination.resubmit if again.destination]
        if any(is_one_of(value, names) for value in (*resubmitted, *targets(destination))):
            return True
    return False


def widest_mapping(data: t.Any) -> int:
    """Return the number of keys of the widest mapping in a value, however deep it is nested."""
    if isinstance(data, Mapping):
        return max([len(data), *(widest_mapping(value) for value in data.values())])
    return max(map(widest_mapping, data)) if isinstance(data, list) and data else 0
