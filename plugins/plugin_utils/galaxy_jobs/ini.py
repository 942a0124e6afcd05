# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""INI files as sections of options whose names and values know their places.

As Python 2's ConfigParser read them, which Galaxy used while its configuration was such a file:
names are in lower case, the first '=' or ':' ends a name, a value ends at ' ;', lines that are
indented continue it. Nothing is interpolated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .decode import source_of
from .diagnostic import Diagnostic, UnreadableError
from .text import Entry, Place, Source, Value

Section = dict[str, Entry]

_LINE = re.compile(r"[^\r\n]+")
_COMMENT = re.compile(r"\s*[#;]|rem(?:\s|$)", re.IGNORECASE)
_SECTION = re.compile(r"\[(?P<name>[^]]+)\]")
_OPTION = re.compile(r"(?P<name>[^:=\s][^:=]*?)\s*[:=]\s*(?P<value>.*?)\s*(?:\s;.*)?$")


@dataclass(frozen=True)
class IniDocument:
    """The sections of a document by name; an option that stands twice has its last value."""

    source: Source
    sections: dict[str, Section]


def parse(data: bytes | str, path: str) -> IniDocument:
    """Return the document. Raises UnreadableError with what is wrong and where."""
    source = source_of(data, path)
    sections: dict[str, Section] = {}
    section: Section | None = None
    latest = ""
    for found in _LINE.finditer(source.text):
        line, place = found[0], source.place(*found.span())
        if _COMMENT.match(line):
            continue
        if line[0] in " \t" and section and latest:
            section[latest] = _continued(section[latest], place)
        elif header := _SECTION.match(line):
            section, latest = sections.setdefault(header["name"], {}), ""
        elif section is not None and (option := _OPTION.match(line)):
            entry = _entry(option, place)
            latest = entry.name.data
            section[latest] = entry
        elif line.strip():
            message = "Expected 'name = value' below a '[section]'."
            raise UnreadableError(Diagnostic("not-ini", place, message))
    return IniDocument(source, sections)


def _entry(option: re.Match[str], line: Place) -> Entry:
    def part(name: str) -> Place:
        start, end = option.span(name)
        return line.source.place(line.start + start, line.start + end)

    name, value = option["name"].lower(), option["value"]
    return Entry(Value(name, part("name")), Value(value, part("value")))


def _continued(entry: Entry, line: Place) -> Entry:
    """Return an option with a further line of its value."""
    place = line.source.place(entry.value.place.start, line.end)
    text = f"{entry.value.data}\n{line.text.strip()}".strip("\n")
    return Entry(entry.name, Value(text, place, verbatim=False))
