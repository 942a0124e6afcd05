# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Values of a document with their places, the same for YAML and XML.

A place is a span of the document's text. Line and column are computed on demand; an edit needs only
the span.
"""

from __future__ import annotations

import re
import typing as t
from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

# A job configuration of 1,000 destinations and 10,000 tools has 1 MiB.
LARGEST = 8 * 1024 * 1024
DEEPEST = 100
MOST_VALUES = 1_000_000

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Position(t.NamedTuple):
    """A position in a document: line and column count from 1, columns in characters."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Source:
    """A document's path, for messages, and its text, without a byte order mark."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of the text, without their ends."""
        return _LINE_BREAK.split(self.text)

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset into the text."""
        line = bisect_right(self._line_starts, offset)
        return Position(self.path, line, offset - self._line_starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line, from 1, and a column, here from 0."""
        return min(
            self._line_starts[min(line, len(self._line_starts)) - 1] + column, len(self.text)
        )

    def offset_of_bytes(self, line: int, column: int) -> int:
        """Return the offset of a column counted in bytes of UTF-8."""
        start = self.offset(line, 0)
        if self.text.isascii():
            return start + column
        before = self.text[start : start + column].encode("utf-8", "replace")[:column]
        return start + len(before.decode("utf-8", "ignore"))

    def span(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        return Span(self, start, end)


class Span(t.NamedTuple):
    """A span of a document: text[start:end]."""

    source: Source
    start: int
    end: int

    @property
    def position(self) -> Position:
        """Return the position of the start."""
        return self.source.position(self.start)

    @property
    def text(self) -> str:
        """Return the raw text, including quotes, escapes and entities."""
        return self.source.text[self.start : self.end]


# Values and entries are never changed, but frozen=True would triple the time to create one, and a
# document has hundreds of thousands.
@dataclass(unsafe_hash=True)
class Value:
    """A value as Galaxy reads it, and its place.

    data is a scalar, a tuple of Values (a list) or a mapping from keys to Entries. The place is the
    text between quotes or tags in XML, the node with its quotes in YAML. verbatim is False if the
    text at the place is not, or not only, this value: it comes from a macro, a token, an alias or a
    default, and an edit there would change something else.
    """

    data: t.Any
    place: Span
    verbatim: bool = True

    @property
    def position(self) -> Position:
        """Return the position of the value."""
        return self.place.position

    def plain(self) -> t.Any:
        """Return the data without places, as in Galaxy's memory."""
        if isinstance(self.data, tuple):
            return [item.plain() for item in self.data]
        if isinstance(self.data, Mapping):
            return {key: entry.value.plain() for key, entry in self.data.items()}
        return self.data


@dataclass(unsafe_hash=True)
class Entry:
    """A key of a mapping, or the name of an attribute, and its value."""

    name: Value
    value: Value


Entries = Mapping[Hashable, Entry]


@dataclass(frozen=True)
class Comment:
    """The text of a comment, without its marks."""

    text: str
    place: Span
