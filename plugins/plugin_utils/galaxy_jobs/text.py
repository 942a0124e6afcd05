# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Values of a document, each with the place it was written at. The same for YAML and XML.

A place is a stretch of the document's text. Its line and column are worked out when someone asks;
an edit of the text needs nothing but the stretch.
"""

from __future__ import annotations

import re
import typing as t
from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...module_utils._errors import ClusterError

# A job configuration of 1,000 destinations and 10,000 tools has 1 MiB.
LARGEST = 8 * 1024 * 1024
DEEPEST = 100
MOST_VALUES = 1_000_000

_ENCODING = re.compile(
    r"(?i)utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-?8859-\d+|latin-?1|(?:windows-|cp)125\d"
)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Position(t.NamedTuple):
    """Where something begins: line and column count from 1, a column is a character."""

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
        """Return the offset of a column that counts the bytes of UTF-8."""
        start = self.offset(line, 0)
        if self.text.isascii():
            return start + column
        before = self.text[start : start + column].encode("utf-8", "replace")[:column]
        return start + len(before.decode("utf-8", "ignore"))

    def place(self, start: int, end: int) -> Place:
        """Return the place from one offset to another."""
        return Place(self, start, end)


class Place(t.NamedTuple):
    """A stretch of a document: text[start:end]."""

    source: Source
    start: int
    end: int

    @property
    def position(self) -> Position:
        """Return where it begins."""
        return self.source.position(self.start)

    @property
    def text(self) -> str:
        """Return what is written there: quotes and escapes of YAML, entities of XML included."""
        return self.source.text[self.start : self.end]


# Nobody changes a Value or an Entry. frozen=True would make each take three times as long to make,
# and a document has hundreds of thousands.
@dataclass(unsafe_hash=True)
class Value:
    """What Galaxy reads, and where it is written.

    data is a scalar, a tuple of Values (a list) or a mapping from keys to Entries. In XML the
    place is what stands between the quotes or the tags, in YAML the node with its quotes. verbatim
    is False when the text at the place is not, or not only, this value: a macro, a token, an alias
    or a default has made it, and another text there would change something else as well.
    """

    data: t.Any
    place: Place
    verbatim: bool = True

    @property
    def position(self) -> Position:
        """Return where the value begins."""
        return self.place.position

    def plain(self) -> t.Any:
        """Return the data without places, as Galaxy has it."""
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

# startup: Galaxy refuses to start. handler: a handler refuses when it loads its runners.
# job: Galaxy starts, jobs fail or never run. silent: accepted, but not what it says.
# unreadable: this collection does not read it, whatever Galaxy makes of it.
Effect = t.Literal["startup", "handler", "job", "silent", "unreadable"]


@dataclass(frozen=True)
class Problem:
    """Something wrong that reading has shown. kind is a stable name of what, for rules to find.

    value is what is wrong, when it is one value that another could stand for.
    """

    kind: str
    message: str
    place: Place
    effect: Effect = "startup"
    value: Value | None = None


@dataclass(frozen=True)
class Unread:
    """Something written that Galaxy does not read. kind says why, name is how it is called.

    value is the name, or the value, that another could stand for; known are the names that Galaxy
    reads there and that are not written yet; inside is the XML element in which it stands.
    """

    kind: str
    name: str
    place: Place
    value: Value | None = None
    known: tuple[str, ...] = ()
    inside: str = ""


@dataclass
class Notes:
    """What a reader has come upon so far."""

    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def problem(
        self,
        kind: str,
        message: str,
        place: Place,
        effect: Effect = "startup",
        value: Value | None = None,
    ) -> None:
        """Note something wrong."""
        self.problems.append(Problem(kind, message, place, effect, value))

    def ignored(
        self,
        kind: str,
        name: object,
        place: Place,
        value: Value | None = None,
        known: tuple[str, ...] = (),
        inside: str = "",
    ) -> None:
        """Note something that Galaxy does not read."""
        self.unread.append(Unread(kind, str(name), place, value, known, inside))

    def unread_names(
        self,
        entries: Mapping[t.Any, Entry],
        read: tuple[str, ...],
        kind: str = "key",
        inside: str = "",
    ) -> None:
        """Note the keys of a mapping, or the attributes, that Galaxy does not read."""
        unread = [key for key in entries if key not in read]
        missing = tuple(name for name in read if name not in entries) if unread else ()
        for key in unread:
            name = entries[key].name
            self.ignored(kind, key, name.place, name, missing, inside)


@dataclass(frozen=True)
class Comment:
    """The text of a comment, without its marks."""

    text: str
    place: Place


class UnreadableError(ClusterError):
    """A document that cannot be parsed; it carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.place.position}: {problem.message}")
        self.problem = problem


def _nowhere(path: str) -> Place:
    return Place(Source(path, ""), 0, 0)


def source_of(data: bytes | str, path: str, encoding: str = "utf-8") -> Source:
    """Return the document as text.

    Raises UnreadableError when it is too large or not in the encoding.
    """
    if len(data) > LARGEST:
        message = f"{len(data)} bytes are too many: expected at most {LARGEST}."
        raise UnreadableError(Problem("too-large", message, _nowhere(path), "unreadable"))
    text = data if isinstance(data, str) else _decoded(data, path, encoding)
    return Source(path, text[1:] if text.startswith("\ufeff") else text)


def _decoded(data: bytes, path: str, encoding: str) -> str:
    if not _ENCODING.fullmatch(encoding):
        message = f"The encoding '{encoding}' is not read. Save the file as UTF-8."
        raise UnreadableError(Problem("encoding", message, _nowhere(path), "unreadable"))
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        at = getattr(error, "start", 0)
        message = f"Byte {at + 1} is not {encoding.upper()}. Save the file as UTF-8."
        before = Source(path, data[:at].decode("utf-8", "replace"))
        place = before.place(len(before.text), len(before.text))
        raise UnreadableError(Problem("encoding", message, place)) from None
