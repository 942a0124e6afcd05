# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Groups the tools of tool destinations by their rules, to draw them."""

from __future__ import annotations

from collections.abc import Iterator

from ..text import Span, Value
from ..tool_destinations.plan import FAIL, Plan, PlannedRule, PlannedTool

Tools = list[tuple[str, PlannedTool]]

_UNITS = {
    "file_size": "bytes",
    "num_input_datasets": "inputs",
    "records": "records",
}
# With more groups than this, groups are merged.
_MAX_GROUPS = 60


def group_tools(tools: Tools, plan: Plan) -> list[Tools]:
    """Return groups of tools with the same rules.

    If there are too many groups to draw, merge those with the same destinations, then those with
    the same default, then all.
    """
    groups: dict[str, Tools] = {}
    for key_of in (
        rules_key,
        lambda tool: repr(sorted({*_names_by_rules(tool), *_names_by_default(tool, plan)})),
        lambda tool: repr(sorted(_names_by_default(tool, plan))),
        lambda _tool: "",
    ):
        groups = {}
        for name, tool in tools:
            groups.setdefault(key_of(tool), []).append((name, tool))
        if len(groups) <= _MAX_GROUPS:
            break
    return list(groups.values())


def _names_by_rules(tool: PlannedTool) -> set[str]:
    return {str(name) for rule in tool.rules for name, _suffix in names_of(rule)}


def _names_by_default(tool: PlannedTool, plan: Plan) -> set[str]:
    return {str(value.data) for _suffix, value in defaults_of(tool, plan)}


def rules_key(tool: PlannedTool) -> str:
    """Return a text that is equal for tools with the same rules and defaults."""
    rules = [
        {
            **rule._asdict(),
            "place": None,
            "destination": rule.destination and rule.destination.plain(),
            "users": rule.users and sorted(rule.users),
        }
        for rule in tool.rules
    ]
    by_priority = {name: value.data for name, value in tool.default_by_priority.items()}
    return repr((rules, tool.default and tool.default.data, by_priority))


def first_place(tool: PlannedTool) -> Span | None:
    """Return the first place where a tool is configured."""
    values = [*([tool.default] if tool.default else []), *tool.default_by_priority.values()]
    places = [rule.place for rule in tool.rules] + [value.place for value in values]
    return min(places, key=lambda place: place.start) if places else None


def names_of(rule: PlannedRule) -> Iterator[tuple[object, str]]:
    """Yield the destinations of a rule, None for a failure, each with its priority in words."""
    destination = rule.destination.plain() if rule.destination else None
    if rule.fails or destination is None:
        yield None, ""
    elif isinstance(destination, str):
        yield destination, ""
    else:
        by_priority = destination.get("priority") if isinstance(destination, dict) else None
        for priority, name in (by_priority if isinstance(by_priority, dict) else {}).items():
            yield None if name == FAIL else name, f", priority {priority}"


def condition_of(rule: PlannedRule) -> str:
    """Return the condition of a rule in words."""
    if rule.arguments is not None:
        words = "by parameters"
    else:
        words = f"{_UNITS[rule.type]}: {rule.bounds_in_words()}"
    return f"{words}, for {', '.join(sorted(rule.users))}" if rule.users else words


def defaults_of(tool: PlannedTool, plan: Plan) -> Iterator[tuple[str, Value]]:
    """Yield the priority in words, and the destination, of a tool's jobs that match no rule."""
    if tool.default is not None:
        yield "", tool.default
        return
    for priority, value in tool.default_by_priority.items():
        yield f", priority {priority}", value
    if tool.default_by_priority and set(plan.default_priorities) <= set(tool.default_by_priority):
        return
    if plan.default is not None:
        yield "", plan.default
    for priority, value in plan.default_by_priority.items():
        if priority not in tool.default_by_priority:
            yield f", priority {priority}", value
