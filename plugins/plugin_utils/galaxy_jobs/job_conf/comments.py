# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The comments of a document, put where they belong in the one that is written from it.

A comment on a line of its own belongs to what follows it in the same section, or at that one's
end; one behind something belongs beside it.
"""

from __future__ import annotations

import inspect
import re
import typing as t

from ..text import Comment, Place, Value
from ..xml import UNWRITABLE
from .model import JobConf, ReadSyntax, Syntax

_BLANK_LINE = re.compile(r"[ \t]*\r?\n[ \t]*\r?\n")


class Written(t.Protocol):
    """What is written: a Commented of YAML or a Tag of XML."""

    above: list[str | None]
    beside: list[str]
    below: list[str | None]


class _Spot(t.NamedTuple):
    """Something that is written, where it stood, and the column of what is in it."""

    start: int
    end: int
    column: int
    written: Written


class Spots:
    """All that is written of a document, by where it stood."""

    def __init__(self, conf: JobConf) -> None:
        self._conf = conf
        self._spots: dict[int, _Spot] = {}

    def add_section(self, written: Written, place: Place) -> None:
        """Note what is written for a section; its place begins with its name."""
        self._add(written, place, place.start, place.position.column + 1)

    def add(self, written: Written, place: Place, name: Value | None = None) -> None:
        """Note what is written for a place of the document, and for its name in YAML."""
        named = name is not None and name.place.source is place.source
        start = min(place.start, t.cast("Value", name).place.start) if named else place.start
        self._add(written, place, start, place.position.column)

    def _add(self, written: Written, place: Place, start: int, column: int) -> None:
        if place.source is not self._conf.source or not self._conf.comments:
            return
        known = self._spots.get(start)
        if known is None or known.end <= place.end:
            column = column if self._conf.syntax == "yaml" else 0
            self._spots[start] = _Spot(start, place.end, column, written)

    def attach_comments(self, root: Written, syntax: Syntax) -> None:
        """Put all comments of the document where they belong, in the form of a syntax."""
        spots = [self._spots[start] for start in sorted(self._spots)]
        around: list[_Spot] = []  # what began before a comment, with all that it is in
        at = 0
        for comment in self._conf.comments:
            place = comment.place
            while at < len(spots) and spots[at].start <= place.start:
                while around and around[-1].end <= spots[at].start:
                    around.pop()
                around.append(spots[at])
                at += 1
            texts = _texts(comment, self._conf.syntax, syntax)
            following = spots[at] if at < len(spots) else None
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
    texts: list[str], place: Place, holder: _Spot | None, following: _Spot | None, root: Written
) -> None:
    """Put a comment above what follows it, when that is in the same thing, or at the end."""
    if following and (holder is None or following.start < holder.end):
        _add(following.written.above, texts, place)
    else:
        _add((holder.written if holder else root).below, texts, place)


def _add(lines: list[str | None], texts: list[str], place: Place) -> None:
    """Add the lines of a comment, with an empty one where one followed."""
    lines.extend(texts)
    if _BLANK_LINE.match(place.source.text, place.end):
        lines.append(None)


def _is_beside(place: Place) -> bool:
    text = place.source.text
    return bool(text[text.rfind("\n", 0, place.start) + 1 : place.start].strip())


def _holder(around: list[_Spot], place: Place) -> _Spot | None:
    """Return the innermost thing that holds a comment; in YAML its column tells what does."""
    column = place.position.column
    for spot in reversed(around):
        if place.end <= spot.end and spot.column <= column:
            return spot
    return None


def _texts(comment: Comment, read: ReadSyntax, written: Syntax) -> list[str]:
    """Return the text of a comment as it stands behind '#' or between '<!--' and '-->'."""
    if read == written:
        return [comment.text]
    if written == "yaml" and "\n" in comment.text:
        return [f" {line}" for line in inspect.cleandoc(comment.text).splitlines()]
    if written == "yaml":
        return [comment.text]
    text = re.sub("-(?=-)", "- ", UNWRITABLE.sub("?", comment.text.rstrip()))
    return [f"{text} "]
