# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Suppressions in comments: '# noqa: GJ101' in YAML, '<!-- noqa: GJ101 -->' in XML.

A comment suppresses findings on the line where it begins. Codes of other tools are ignored. The
suppressions of a configuration file apply to all files that match their glob.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache

from ..text import Span
from .context import Document
from .finding import Edit, Finding, Suppression

_NOQA = re.compile(r"\bnoqa:\s*(?P<codes>[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)")
_OURS = re.compile(r"GJ\d{3}")
_ALONE = re.compile(r"(?:#|<!--)\s*noqa:\s*GJ\d{3}\s*(?:-->)?")
_TO_NEXT = re.compile(r"[,\s]+(?=[A-Z]+\d)")
_BEFORE_LAST = re.compile(r"(?:[,\s]+|\s*\bnoqa:\s*)\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ELEMENT = re.compile(r"(?:/|</[^<>]*)>\Z")
_FAR = 200
_absolute = lru_cache(maxsize=None)(os.path.abspath)


def inline_suppressions(document: Document) -> Iterator[Suppression]:
    """Yield the suppressions in the comments of a document, each at the place of its code."""
    for comment in getattr(document, "comments", ()):
        found = _NOQA.search(comment.text)
        for code in _OURS.finditer(found["codes"]) if found else ():
            start = comment.place.start + comment.place.text.index(code[0])
            place = comment.place.source.span(start, start + len(code[0]))
            yield Suppression(code[0], place, comment.place)


def applies_to(suppression: Suppression, path: str) -> bool:
    """Return whether a suppression of a configuration file applies to a path."""
    return suppression.glob is not None and fnmatchcase(_absolute(path), suppression.glob)


class SuppressionTable:
    """Suppressions, looked up by finding."""

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        self._by_line: dict[tuple[str, str, int], list[Suppression]] = {}
        self._by_glob: dict[str, list[Suppression]] = {}
        for suppression in suppressions:
            if suppression.glob is None:
                path, line, _column = suppression.place.position
                self._by_line.setdefault((suppression.code, path, line), []).append(suppression)
            else:
                self._by_glob.setdefault(suppression.code, []).append(suppression)

    def matching(self, finding: Finding) -> list[Suppression]:
        """Return the suppressions that match a finding."""
        path, line, _column = finding.place.position
        globs = self._by_glob.get(finding.code, ())
        return [
            *self._by_line.get((finding.code, path, line), ()),
            *(suppression for suppression in globs if applies_to(suppression, path)),
        ]


def removal(suppression: Suppression) -> tuple[Edit, ...]:
    """Return the edit that removes a suppression, and its comment if nothing else is in it."""
    comment = suppression.comment
    if comment is None:
        return ()
    source, place = comment.source, suppression.place
    if _ALONE.fullmatch(comment.text.rstrip()):
        return (Edit(_with_blanks(comment), ""),)
    following = _TO_NEXT.match(source.text, place.end)
    if following:
        return (Edit(source.span(place.start, following.end()), ""),)
    before = _BEFORE_LAST.search(source.text[comment.start : place.start])
    start = comment.start + before.start() if before else place.start
    return (Edit(source.span(start, place.end), ""),)


def _with_blanks(comment: Span) -> Span:
    """Return the place of a comment with the blanks before it, or of its whole line.

    In XML only after an element: elsewhere the blanks may belong to a text.
    """
    source, start = comment.source, comment.start
    while start and source.text[start - 1] in " \t":
        start -= 1
    if comment.text.startswith("<"):
        behind = _ELEMENT.search(source.text[max(0, start - _FAR) : start].rstrip())
        return source.span(start, comment.end) if behind else comment
    line_end = _LINE_END.match(source.text, comment.end)
    is_alone = start == 0 or source.text[start - 1] in "\r\n"
    return source.span(start, line_end.end() if is_alone and line_end else comment.end)
