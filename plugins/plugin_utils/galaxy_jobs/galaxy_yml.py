# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Set options in a galaxy.yml without changing the rest of its text."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping

from ...module_utils._errors import ClusterError
from .diagnostic import UnreadableError
from .text import Entries, Entry
from .yaml import dump, parse


def with_options(text: str, options: Mapping[str, object], path: str) -> str:
    """Return the text of a galaxy.yml with options set in its section galaxy.

    Raises ClusterError if the form of the section does not allow adding options.
    """
    edits = sorted(_edits(text, options, path), reverse=True)
    changed = text
    for start, end, new in edits:
        changed = changed[:start] + new + changed[end:]
    if not _has(changed, options, path):
        raise ClusterError(
            f"{path}: the form of the section galaxy does not allow adding options. "
            f"Set these by hand: {', '.join(options)}."
        )
    return changed


def options_of(text: bytes | str, path: str) -> dict[str, t.Any]:
    """Return the options in the section galaxy of a galaxy.yml, without job_config.

    Raises ClusterError if it cannot be read.
    """
    entries = _section(text, path)[1]
    return {
        str(name): entry.value.plain() for name, entry in entries.items() if name != "job_config"
    }


def _has(text: str, options: Mapping[str, object], path: str) -> bool:
    """Return whether all options have their values; False if the text is no longer valid."""
    try:
        entries = _section(text, path)[1]
    except UnreadableError:
        return False
    return all(name in entries and entries[name].value.plain() == options[name] for name in options)


def _section(text: bytes | str, path: str) -> tuple[Entry | None, Entries]:
    """Return the section galaxy and its options. Raises ClusterError if it is not a mapping."""
    value = parse(text, path).value
    top = {} if value.data is None else value.data
    section = top.get("galaxy") if isinstance(top, Mapping) else None
    data = section.value.data if section else None
    if not isinstance(top, Mapping) or not isinstance(data, (Mapping, type(None))):
        raise ClusterError(f"{path}: expected a mapping with the section galaxy.")
    return section, t.cast(Entries, data or {})


def _edits(text: str, options: Mapping[str, object], path: str) -> t.Iterator[tuple[int, int, str]]:
    """Yield the edits: start and end offset, and new text."""
    section, entries = _section(text, path)
    new = {}
    for name, value in options.items():
        if name not in entries:
            new[name] = value
        elif entries[name].value.plain() != value:
            place = entries[name].value.place
            # A key without a value has no blank after its colon.
            yield place.start, place.end, " " * (not place.text) + dump(value).strip()
    if not new:
        return
    if section is None:
        yield len(text), len(text), "\n" * (text[-1:] not in ("", "\n")) + dump({"galaxy": new})
    elif not entries:
        place = section.value.place
        yield place.start, place.end, "\n" + _indented(new, 2).rstrip()
    else:
        first = min(entry.name.place for entry in entries.values())
        indent = first.position.column - 1
        yield first.start - indent, first.start - indent, _indented(new, indent)


def _indented(options: Mapping[str, object], indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in dump(options).splitlines())
