# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Which jobs the rules of a tool_destinations.yml take, and the priorities it knows.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, RuleValidator and map_tool_to_destination.
"""

from __future__ import annotations

import typing as t
from collections.abc import Collection, Hashable, Iterator, Mapping

from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import Destination, JobConf
from ....text import Value
from ....tool_destinations.bounds import Span
from ....tool_destinations.model import Rule, Target, ToolDestinations, ToolRules
from ...usage import decides_freely, dynamic_type, enabled, is_dynamic, is_one_of, targets

# More rules of one tool are not compared with each other: it takes the square of their number.
MOST_RULES = 200


def takes_all_of(first: Rule, second: Rule) -> bool:
    """Return whether a rule matches each job, of each user, that a second one matches."""
    if first.users is not None:
        own = {user.data for user in first.users}
        if second.users is None or not {user.data for user in second.users} <= own:
            return False
    wide, narrow = first.span, second.span
    if wide is not None and wide.everything:
        return True
    if first.type.data != second.type.data:
        return False
    if wide is not None and narrow is not None:
        return wide.holds(narrow)
    return first.type.data == "arguments" and _asks_less(first.arguments, second.arguments)


def _asks_less(first: Value | None, second: Value | None) -> bool:
    if first is None or second is None:
        return False
    less, more = first.plain(), second.plain()
    return all(name in more and more[name] == value for name, value in less.items())


def same_bounds(tool: ToolRules) -> Iterator[tuple[Rule, Span, Rule, Span]]:
    """Yield pairs of rules of a tool, of one type, for all users and of one nice value."""
    rules = [(rule, rule.span) for rule in tool.rules[:MOST_RULES] if rule.users is None]
    for number, (first, wide) in enumerate(rules):
        for second, narrow in rules[number + 1 :]:
            alike = first.type.data == second.type.data and first.nice == second.nice
            if alike and wide is not None and narrow is not None:
                yield first, wide, second, narrow


def priorities(conf: ToolDestinations) -> Collection[Hashable]:
    """Return the priorities there are: those of the default destination of all tools."""
    return conf.default_destination.priorities.keys() if conf.default_destination else ()


def default_priority(conf: ToolDestinations) -> Hashable:
    """Return the priority of those who have none, None when Galaxy takes any."""
    known = priorities(conf)
    if conf.default_priority is None:
        return "med" if "med" in known else None
    given = conf.default_priority.data
    return given if isinstance(given, str) and given in known else None


def maps(conf: ToolDestinations) -> Iterator[Target]:
    """Yield the maps of priorities below tools that Galaxy looks at."""
    for tool in conf.tools:
        targets = [rule.destination for rule in tool.rules if rule.fail_message is None]
        for target in (tool.default_destination, *targets):
            if target is not None and target.priorities:
                yield target


def checked(conf: ToolDestinations) -> Iterator[Value]:
    """Yield the destinations that Galaxy asks the job_conf for, whatever the job."""
    known = priorities(conf)
    if conf.default_destination is not None:
        yield from conf.default_destination.names()
    for tool in conf.tools:
        if tool.default_destination is not None:
            yield from _named(tool.default_destination, known)
        for rule in tool.rules:
            if rule.fail_message is None and rule.destination is not None:
                yield from (name for name in _named(rule.destination, known) if name.data != "fail")


def _named(target: Target, known: Collection[Hashable]) -> Iterator[Value]:
    if target.name is not None:
        yield target.name
    for priority, entry in target.priorities.items():
        if priority in known:
            yield entry.value


def is_dtd(destination: Destination) -> bool:
    """Return whether tool destinations decide where the jobs of a destination go."""
    return is_dynamic(destination) and dynamic_type(destination) == "dtd"


def dtd_names(conf: JobConf) -> set[Hashable]:
    """Return the ids and tags of destinations whose jobs come to the tool destinations."""
    named = destinations_by_name(conf)
    return {name for name, those in named.items() if any(is_dtd(each) for each in those)}


def may_come_otherwise(conf: JobConf, names: Collection[Hashable]) -> bool:
    """Return whether any job may come: by default, resubmitted, or by another decision."""
    default = conf.default
    if default is None or not default.fixed or is_one_of(default.value, names):
        return True
    for destination in enabled(conf):
        if decides_freely(destination) and not is_dtd(destination):
            return True
        again = [each.destination for each in destination.resubmit if each.destination]
        if any(is_one_of(value, names) for value in (*again, *targets(destination))):
            return True
    return False


def ways(data: t.Any) -> int:
    """Return how many keys the widest mapping in a value has."""
    if isinstance(data, Mapping):
        return max([len(data), *(ways(value) for value in data.values())])
    return max(map(ways, data)) if isinstance(data, list) and data else 0
