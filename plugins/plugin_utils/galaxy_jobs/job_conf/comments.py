# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The comments of a document, carried over to the document written from it.

A comment on its own line belongs to the next item of the same section, or to the end of the
section; a trailing comment stays next to its item.
"""

from __future__ import annotations

import inspect
import re
import typing as t

from ..text import Comment, Span, Value
from ..xml import UNWRITABLE
from .model import JobConf, ReadSyntax, Syntax

_BLANK_LINE = re.compile(r"[ \t]*\r?\n[ \t]*\r?\n")


class Written(t.Protocol):
    """An item of the new document: a Commented of YAML or a Tag of XML."""

    above: list[str | None]
    beside: list[str]
    below: list[str | None]


class _Spot(t.NamedTuple):
    """An item of the new document, its old place, and the column of its content."""

    start: int
    end: int
    column: int
    written: Written


class Spots:
    """The items of the new document by their old places."""

    def __init__(self, conf: JobConf) -> None:
        self._conf = conf
        self._spots: dict[int, _Spot] = {}

    def add_section(self, written: Written, place: Span) -> None:
        """Add the item of a section, whose place begins with its name."""
        self._add(written, place, place.start, place.position.column + 1)

    def add(self, written: Written, place: Span, name: Value | None = None) -> None:
        """Add the item of a place in the old document, and of its name in YAML."""
        start = place.start
        if name is not None and name.place.source is place.source:
            start = min(start, name.place.start)
        self._add(written, place, start, place.position.column)

    def _add(self, written: Written, place: Span, start: int, column: int) -> None:
        if place.source is not self._conf.source or not self._conf.comments:
            return
        known = self._spots.get(start)
        if known is None or known.end <= place.end:
            column = column if self._conf.syntax == "yaml" else 0
            self._spots[start] = _Spot(start, place.end, column, written)

    def attach_comments(self, root: Written, syntax: Syntax) -> None:
        """Attach all comments of the old document to the new one, in its syntax."""
        spots = [self._spots[start] for start in sorted(self._spots)]
        around: list[_Spot] = []  # the spots that enclose or precede a comment
        index = 0
        for comment in self._conf.comments:
            place = comment.place
            while index < len(spots) and spots[index].start <= place.start:
                while around and around[-1].end <= spots[index].start:
                    around.pop()
                around.append(spots[index])
                index += 1
            texts = _texts(comment, self._conf.syntax, syntax)
            following = spots[index] if index < len(spots) else None
            if place.end <= self._conf.place.start:
                _add(root.above, texts, place)
            elif around and _is_beside(place):
                around[-1].written.beside.append(" ".join(texts))
            else:
                _add_between(texts, place, _holder(around, place), following, root)
        for written in (root, *(spot.written for spot in spots)):
            while written.below and written.below[-1] is None:
                written.below.pop()


def _add_between(
    texts: list[str], place: Span, holder: _Spot | None, following: _Spot | None, root: Written
) -> None:
    """Put a comment above the next item of the same holder, or at the holder's end."""
    if following and (holder is None or following.start < holder.end):
        _add(following.written.above, texts, place)
    else:
        _add((holder.written if holder else root).below, texts, place)


def _add(lines: list[str | None], texts: list[str], place: Span) -> None:
    """Add the lines of a comment, and the blank line after it if there was one."""
    lines.extend(texts)
    if _BLANK_LINE.match(place.source.text, place.end):
        lines.append(None)


def _is_beside(place: Span) -> bool:
    text = place.source.text
    return bool(text[text.rfind("\n", 0, place.start) + 1 : place.start].strip())


def _holder(around: list[_Spot], place: Span) -> _Spot | None:
    """Return the innermost spot around a comment; in YAML, the column decides."""
    column = place.position.column
    for spot in reversed(around):
        if place.end <= spot.end and spot.column <= column:
            return spot
    return None


def _texts(comment: Comment, read: ReadSyntax, written: Syntax) -> list[str]:
    """Return the lines of a comment as written after '#' or between '<!--' and '-->'."""
    if read == written:
        return [comment.text]
    if written == "yaml" and "\n" in comment.text:
        return [f" {line}" for line in inspect.cleandoc(comment.text).splitlines()]
    if written == "yaml":
        return [comment.text]
    text = re.sub("-(?=-)", "- ", UNWRITABLE.sub("?", comment.text.rstrip()))
    return [f"{text} "]
