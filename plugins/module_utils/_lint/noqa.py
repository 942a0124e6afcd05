# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Suppressions in comments: '# noqa: GJ101' in YAML, '<!-- noqa: GJ101 -->' in XML.

One holds for the line on which its comment begins. Codes of other tools are left to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .context import Context
from .finding import Finding, Suppression

_NOQA = re.compile(r"\bnoqa:\s*(?P<codes>[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)")
_OURS = re.compile(r"GJ\d{3}")


def _where(of: Finding | Suppression) -> tuple[str, str, int]:
    """Return what a finding and its suppression have in common: code, path and line."""
    position = of.place.position
    return of.code, position.path, position.line


def suppressions(context: Context) -> Iterator[Suppression]:
    """Yield the suppressions in all comments, each where its code stands."""
    for document in context.documents():
        for comment in getattr(document, "comments", ()):
            found = _NOQA.search(comment.text)
            for code in _OURS.finditer(found["codes"]) if found else ():
                start = comment.place.start + comment.place.text.index(code[0])
                place = comment.place.source.place(start, start + len(code[0]))
                yield Suppression(code[0], place)


def kept(findings: Iterable[Finding], given: Iterable[Suppression]) -> list[Finding]:
    """Return the findings that nothing suppresses."""
    suppressed = {_where(suppression) for suppression in given}
    return [finding for finding in findings if _where(finding) not in suppressed]


def unused(given: Iterable[Suppression], findings: Iterable[Finding]) -> tuple[Suppression, ...]:
    """Return the suppressions that suppress nothing."""
    found = {_where(finding) for finding in findings}
    return tuple(suppression for suppression in given if _where(suppression) not in found)
