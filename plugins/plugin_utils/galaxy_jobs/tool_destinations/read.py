# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Read a tool_destinations.yml as Galaxy does.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, validate_config and RuleValidator. Galaxy
reads the file for every job, so an error in it fails every job of the destinations of type dtd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ..diagnostic import DiagnosticKind, Diagnostics, UnreadableError
from ..text import Entries, Entry, Value
from ..yaml import YamlDocument, parse
from .bounds import as_number, as_size
from .model import RuleTarget, ToolDestinations, ToolRule, ToolRules, User

SECTIONS = ("tools", "default_destination", "users", "default_priority", "verbose")
RULE_TYPES = ("file_size", "num_input_datasets", "records", "arguments")

_TOOL = ("default_destination", "rules")
_RULE = (
    "rule_type",
    "nice_value",
    "destination",
    "fail_message",
    "users",
    "lower_bound",
    "upper_bound",
    "arguments",
)
_EMAIL = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9._-]+\.[a-zA-Z]*$")


def read(data: bytes | str, path: str) -> ToolDestinations:
    """Parse a tool_destinations.yml."""
    try:
        document = parse(data, path)
    except UnreadableError as error:
        place = error.diagnostic.place
        return ToolDestinations(place.source, place, problems=(error.diagnostic,))
    return _read(document, Diagnostics(problems=list(document.duplicates)))


def _read(document: YamlDocument, diagnostics: Diagnostics) -> ToolDestinations:
    value = document.value
    top = value.data if isinstance(value.data, Mapping) else {}
    if not top:
        message = "Expected a mapping with 'verbose', 'default_destination' and 'tools'."
        diagnostics.add_problem("not-a-mapping", message, value.place, "job")
    elif "verbose" not in top:
        message = "Missing 'verbose': every job that uses this file fails. Add 'verbose: false'."
        diagnostics.add_problem("no-verbose", message, value.place, "job", value)
    diagnostics.add_unknown_names(top, SECTIONS)
    default = _target(top.get("default_destination"), diagnostics)
    if top and (default is None or not default.names()):
        message = (
            "Missing global 'default_destination': every job that uses this file fails. Add one."
        )
        diagnostics.add_problem("no-default", message, value.place, "job")
    tools = tuple(_tools(top.get("tools"), diagnostics))
    users = tuple(_users(top.get("users"), diagnostics))
    return ToolDestinations(
        source=document.source,
        place=value.place,
        value=value,
        tools=tools,
        default_destination=default,
        default_priority=_get(top, "default_priority"),
        users=users,
        verbose=_get(top, "verbose"),
        comments=document.comments,
        problems=tuple(diagnostics.problems),
        ignored=tuple(diagnostics.ignored),
    )


def _get(entries: Entries, key: str) -> Value | None:
    return entries[key].value if key in entries else None


def _target(entry: Entry | None, diagnostics: Diagnostics) -> RuleTarget | None:
    """Return a destination: a name, or a mapping of priorities to names."""
    if entry is None:
        return None
    value = entry.value
    if isinstance(value.data, str):
        return RuleTarget(value.place, value)
    by_priority = value.data.get("priority") if isinstance(value.data, Mapping) else None
    if by_priority is None or not isinstance(by_priority.value.data, Mapping):
        diagnostics.add_ignored("no-destination", entry.name.data, value.place)
        return None
    priorities = {}
    for priority, target in by_priority.value.data.items():
        if isinstance(target.value.data, str):
            priorities[priority] = target
        else:
            diagnostics.add_ignored("no-destination", priority, target.value.place)
    return RuleTarget(value.place, None, priorities)


def _users(entry: Entry | None, diagnostics: Diagnostics) -> Iterator[User]:
    if entry is None:
        return
    if not isinstance(entry.value.data, Mapping):
        diagnostics.add_ignored("not-a-mapping", "users", entry.value.place)
        return
    for user in entry.value.data.values():
        options = user.value.data
        priority = options.get("priority") if isinstance(options, Mapping) else None
        if priority is None or not isinstance(priority.value.data, str):
            diagnostics.add_ignored("user-without-priority", user.name.data, user.name.place)
        else:
            yield User(user.name, priority.value)


def _tools(entry: Entry | None, diagnostics: Diagnostics) -> Iterator[ToolRules]:
    if entry is None:
        return
    if not isinstance(entry.value.data, Mapping):
        if entry.value.data not in ((), ""):
            message = "'tools' must be a mapping of tool ids."
            diagnostics.add_problem("not-a-mapping", message, entry.value.place, "job")
        return
    for tool in entry.value.data.values():
        if isinstance(tool.value.data, Mapping):
            yield _tool(tool, diagnostics)
        elif tool.value.data is None or isinstance(tool.value.data, (str, tuple)):
            diagnostics.add_ignored("tool-without-rules", tool.name.data, tool.name.place)
        else:
            message = f"Tool '{tool.name.data}' must be a mapping, not '{tool.value.data}'."
            diagnostics.add_problem("not-a-mapping", message, tool.value.place, "job")


def _tool(tool: Entry, diagnostics: Diagnostics) -> ToolRules:
    entries: Entries = tool.value.data
    diagnostics.add_unknown_names(entries, _TOOL)
    default = _target(entries.get("default_destination"), diagnostics)
    rules = _get(entries, "rules")
    if rules is not None and not isinstance(rules.data, tuple):
        diagnostics.add_ignored("rules-not-a-list", tool.name.data, rules.place)
    items = rules.data if rules is not None and isinstance(rules.data, tuple) else ()
    if rules is None and default is None:
        diagnostics.add_ignored("tool-without-rules", tool.name.data, tool.name.place)
    kept = (_rule(item, diagnostics) for item in items)
    return ToolRules(
        tool.name, tool.value.place, default, tuple(rule for rule in kept if rule is not None)
    )


def _rule(item: Value, diagnostics: Diagnostics) -> ToolRule | None:
    """Return the rule, or None if Galaxy skips it."""
    if not isinstance(item.data, Mapping):
        if isinstance(item.data, (str, tuple)):
            diagnostics.add_ignored("rule-without-type", "rule", item.place)
        else:
            diagnostics.add_problem("not-a-mapping", "A rule must be a mapping.", item.place, "job")
        return None
    entries: Entries = item.data
    kind = _get(entries, "rule_type")
    if kind is None or kind.plain() not in RULE_TYPES:
        unknown: DiagnosticKind = "rule-without-type" if kind is None else "unknown-rule-type"
        place = kind.place if kind else item.place
        diagnostics.add_ignored(unknown, kind.plain() if kind else "rule", place, kind)
        return None
    diagnostics.add_unknown_names(entries, _RULE)
    rule = ToolRule(
        type=kind,
        place=item.place,
        nice_value=_get(entries, "nice_value"),
        destination=_target(entries.get("destination"), diagnostics),
        fail_message=_get(entries, "fail_message"),
        users=_emails(_get(entries, "users"), diagnostics),
        lower_bound=_get(entries, "lower_bound"),
        upper_bound=_get(entries, "upper_bound"),
        arguments=_get(entries, "arguments"),
    )
    has_no_users = "users" in entries and not rule.users
    if not has_no_users:  # Galaxy skips the rule before it reads the numbers.
        _check_nice_value(rule.nice_value, diagnostics)
        _check_bounds(rule, diagnostics)
    reason: DiagnosticKind | None = "rule-without-users" if has_no_users else _skip_reason(rule)
    if reason:
        diagnostics.add_ignored(reason, kind.data, item.place)
        return None
    if rule.destination is None and rule.fail_message is None:
        message = "Missing 'destination': jobs that match this rule fail. Add one."
        diagnostics.add_problem("rule-without-destination", message, item.place, "job")
    return rule


def _check_nice_value(value: Value | None, diagnostics: Diagnostics) -> None:
    if value is not None and not isinstance(value.data, (int, float)):
        message = f"Invalid nice_value '{value.plain()}'. Expected a number from -20 to 20."
        diagnostics.add_problem("not-a-number", message, value.place, "job", value)


def _emails(value: Value | None, diagnostics: Diagnostics) -> tuple[Value, ...] | None:
    """Return the valid email addresses in users, None when the rule is for all users."""
    if value is None:
        return None
    emails = []
    for item in value.data if isinstance(value.data, tuple) else ():
        if is_email(item):
            emails.append(item)
        else:
            diagnostics.add_ignored("no-email", item.plain(), item.place)
    return tuple(emails)


def is_email(value: Value) -> bool:
    """Return whether Galaxy accepts a value as an email address."""
    return isinstance(value.data, str) and _EMAIL.match(value.data) is not None


def _skip_reason(rule: ToolRule) -> DiagnosticKind | None:
    if rule.type.data == "arguments":
        is_mapping = rule.arguments is not None and isinstance(rule.arguments.data, Mapping)
        return None if is_mapping else "rule-without-arguments"
    return None if rule.lower_bound and rule.upper_bound else "rule-without-bounds"


def _check_bounds(rule: ToolRule, diagnostics: Diagnostics) -> None:
    if rule.type.data == "arguments" or not (rule.lower_bound and rule.upper_bound) or rule.bounds:
        return
    is_size = rule.type.data in ("file_size", "records")
    parse_bound: Callable[[object], float] = as_size if is_size else as_number
    expected = "a number, a size with a space ('10 GB')" if is_size else "a number"
    for name, bound in (("lower_bound", rule.lower_bound), ("upper_bound", rule.upper_bound)):
        try:
            parse_bound(bound.plain())
        except ValueError:
            message = f"Invalid {name} '{bound.plain()}'. Expected {expected} or 'Infinity'."
            diagnostics.add_problem("unreadable-bound", message, bound.place, "job", bound)
