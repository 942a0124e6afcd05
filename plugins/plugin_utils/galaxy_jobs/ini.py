# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Reads INI files as sections of options, with the places of names and values.

The syntax is that of Python 2's ConfigParser, which Galaxy used for its INI configuration: names
are lower-cased, the first '=' or ':' ends a name, ' ;' ends a value, and indented lines continue a
value. Values are not interpolated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .decode import source_of
from .diagnostic import Diagnostic, UnreadableError
from .text import Entry, Source, Span, Value

Section = dict[str, Entry]

_LINE = re.compile(r"[^\r\n]+")
_COMMENT = re.compile(r"\s*[#;]|rem(?:\s|$)", re.IGNORECASE)
_SECTION = re.compile(r"\[(?P<name>[^]]+)\]")
_OPTION = re.compile(r"(?P<name>[^:=\s][^:=]*?)\s*[:=]\s*(?P<value>.*?)\s*(?:\s;.*)?$")


@dataclass(frozen=True)
class IniDocument:
    """The sections of a document by name; the last value of a duplicate option wins."""

    source: Source
    sections: dict[str, Section]


def parse(data: bytes | str, path: str) -> IniDocument:
    """Return the document. Raises UnreadableError with the problem and its place."""
    source = source_of(data, path)
    sections: dict[str, Section] = {}
    section: Section | None = None
    latest = ""
    for match in _LINE.finditer(source.text):
        line, place = match[0], source.span(*match.span())
        if _COMMENT.match(line):
            continue
        if line[0] in " \t" and section and latest:
            section[latest] = _continue(section[latest], place)
        elif header := _SECTION.match(line):
            section, latest = sections.setdefault(header["name"], {}), ""
        elif section is not None and (option := _OPTION.match(line)):
            entry = _make_entry(option, place)
            latest = entry.name.data
            section[latest] = entry
        elif line.strip():
            message = "Expected 'name = value' below a '[section]'."
            raise UnreadableError(Diagnostic(kind="not-ini", place=place, message=message))
    return IniDocument(source, sections)


def _make_entry(option: re.Match[str], line: Span) -> Entry:
    def place_of(name: str) -> Span:
        start, end = option.span(name)
        return line.source.span(line.start + start, line.start + end)

    name, value = option["name"].lower(), option["value"]
    return Entry(Value(name, place_of("name")), Value(value, place_of("value")))


def _continue(entry: Entry, line: Span) -> Entry:
    """Return an option with another line added to its value."""
    place = line.source.span(entry.value.place.start, line.end)
    text = f"{entry.value.data}\n{line.text.strip()}".strip("\n")
    return Entry(entry.name, Value(text, place, verbatim=False))
