# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The shapes that Galaxy expects of YAML values: mappings, lists, and names.

A value of another shape becomes a diagnostic; its subject, such as "'tags' of the environment
'slurm'", opens the message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostic import Diagnostics
from ..text import Entries, Entry, Value
from ..words import shape_of


def entry_of(value: Value, key: str) -> Entry | None:
    return value.data.get(key) if isinstance(value.data, Mapping) else None


def get(entries: Entries, key: str) -> Value | None:
    return entries[key].value if key in entries else None


def get_non_null(entries: Entries, key: str) -> Value | None:
    """Return a value unless it is null: Galaxy treats null like a missing key."""
    value = get(entries, key)
    return value if value is not None and value.data is not None else None


def describe(value: Value) -> str:
    """Return the shape of a value in words, or a number or boolean itself: it is no secret."""
    has_shape = value.data is None or isinstance(value.data, (Mapping, tuple, str))
    return shape_of(value) if has_shape else f"'{value.data}'"


def mapping(value: Value, subject: str, diagnostics: Diagnostics) -> Entries | None:
    """Return the entries of a mapping; a value of another shape crashes Galaxy."""
    if isinstance(value.data, Mapping):
        return value.data
    message = f"{subject} must be a mapping; it is {describe(value)}."
    diagnostics.add_problem("not-a-mapping", message, value.place)
    return None


def section_of(parent: Entries, key: str, diagnostics: Diagnostics) -> Entries:
    """Return the mapping under a key, which may be missing but not empty."""
    if key not in parent:
        return {}
    value = parent[key].value
    if value.data is None:
        message = f"'{key}' must be a mapping; it is empty."
        diagnostics.add_problem("not-a-mapping", message, value.place, value=value)
        return {}
    return mapping(value, f"'{key}'", diagnostics) or {}


def items_of(value: Value, subject: str, diagnostics: Diagnostics) -> tuple[Value, ...]:
    """Return the items Galaxy iterates over: a string's characters, a mapping's keys."""
    if isinstance(value.data, tuple):
        return value.data
    if isinstance(value.data, Mapping):
        message = f"{subject} must be a list; Galaxy reads only the keys of this mapping."
        diagnostics.add_problem("mapping-for-list", message, value.place, "silent", value)
        return tuple(entry.name for entry in value.data.values())
    if isinstance(value.data, str):
        if value.data:
            message = (
                f"{subject} must be a list; Galaxy splits '{value.data}' into single characters."
            )
            diagnostics.add_problem("text-for-list", message, value.place, "silent", value)
        return tuple(Value(letter, value.place, verbatim=False) for letter in value.data)
    message = f"{subject} must be a list; it is {describe(value)}."
    diagnostics.add_problem("not-a-list", message, value.place)
    return ()


def names_of(value: Value, subject: str, diagnostics: Diagnostics) -> tuple[Value, ...]:
    """Return the items of a list of names."""
    found = []
    for item in items_of(value, subject, diagnostics):
        if isinstance(item.data, (tuple, Mapping)):
            message = f"{subject} must be a list of names; this item is {describe(item)}."
            diagnostics.add_problem("not-a-name", message, item.place)
        else:
            found.append(item)
    return tuple(found)


def check_keywords(entries: Entries, subject: str, diagnostics: Diagnostics) -> None:
    """Report the keys that cannot be Python keyword arguments, as which Galaxy passes them."""
    for key, entry in entries.items():
        if not isinstance(key, str) or key == "self":
            message = f"'{key}' cannot be a key of {subject}: expected a string other than 'self'."
            diagnostics.add_problem("key-not-text", message, entry.name.place)


def mappings_in(
    top: Entries, key: str, diagnostics: Diagnostics
) -> Iterator[tuple[Value, Entries]]:
    """Yield the mappings of a section that is a list of mappings."""
    value = get(top, key)
    if value is None:
        return
    if not isinstance(value.data, tuple) and value.data not in ({}, ""):
        message = f"'{key}' must be a list; it is {describe(value)}."
        diagnostics.add_problem("not-a-list", message, value.place, value=value)
        return
    for item in value.data:
        entries = mapping(item, f"Each item of '{key}'", diagnostics)
        if entries is not None:
            yield item, entries
