# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Safe fixes applied to documents, and their diff."""

from __future__ import annotations

import codecs
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..decode import source_of
from ..secrets import mask_line
from ..xml import declared_encoding
from .finding import Edit, Finding, Fix

_MOST_ROUNDS = 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class FixResult:
    """The result of fixing: new contents and numbers of fixes by path, and remaining findings."""

    contents: Mapping[str, bytes]
    fixes: Mapping[str, int]
    findings: Sequence[Finding]


def apply_fixes(
    contents: Mapping[str, bytes],
    findings: Sequence[Finding],
    lint_again: Callable[[Mapping[str, bytes]], Sequence[Finding]],
) -> FixResult:
    """Return the documents with all safe fixes applied.

    contents are the documents by path; lint_again returns the findings after replacing some of
    them. A fix that overlaps another one, or only becomes possible by it, waits for the next round.
    """
    changed: dict[str, bytes] = {}
    counted: dict[str, int] = {}
    for _round in range(_MOST_ROUNDS):
        results = dict(_apply_round(findings, {**contents, **changed}))
        if not results:
            break
        for path, (data, count) in results.items():
            changed[path] = data
            counted[path] = counted.get(path, 0) + count
        findings = lint_again(changed)
    return FixResult(changed, counted, findings)


def _apply_round(
    findings: Sequence[Finding], contents: Mapping[str, bytes]
) -> Iterator[tuple[str, tuple[bytes, int]]]:
    for path, fixes in select_fixes(findings).items():
        edits = [edit for fix in fixes for edit in fix.edits]
        data = apply_edits(contents[path], edits) if path in contents else None
        if data is not None and data != contents[path]:
            yield path, (data, len(fixes))


def select_fixes(findings: Iterable[Finding]) -> dict[str, list[Fix]]:
    """Return the safe fixes by path, in order; of overlapping fixes, the first."""
    fixes: dict[str, list[Fix]] = {}
    taken: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        fix = finding.fix
        if fix is None or not fix.safe or not fix.edits:
            continue
        path = fix.edits[0].place.source.path
        spans = [(edit.place.start, edit.place.end) for edit in fix.edits]
        before = taken.setdefault(path, [])
        if not any(_touches(span, before) for span in spans):
            fixes.setdefault(path, []).append(fix)
            for span in spans:
                insort(before, span)
    return fixes


def _touches(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Return whether a span touches one of the sorted, disjoint spans."""
    start, end = span
    index = bisect_right(taken, span)
    touches_previous = index > 0 and taken[index - 1][1] >= start
    return touches_previous or (index < len(taken) and taken[index][0] <= end)


def apply_edits(data: bytes, edits: Sequence[Edit]) -> bytes | None:
    """Return a document after edits; all other bytes stay the same.

    None if the encoding lacks a character of the new text.
    """
    text = edits[0].place.source.text
    try:
        if _encoded(text, data) != data:
            return None
        return _encoded(_with(text, edits), data)
    except UnicodeEncodeError:
        return None


def _with(text: str, edits: Sequence[Edit]) -> str:
    parts, end = [], 0
    for edit in sorted(edits, key=lambda edit: edit.place.start):
        parts += [text[end : edit.place.start], edit.text]
        end = edit.place.end
    return "".join((*parts, text[end:]))


def _encoded(text: str, like: bytes) -> bytes:
    """Return a text in the encoding of a document, with its byte order mark."""
    for mark, encoding in _MARKS:
        if like.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode(declared_encoding(like))


def diff(path: str, old: bytes, new: bytes) -> str:
    """Return a unified diff of a document, with secrets masked."""
    before, after = (source_of(data, path, declared_encoding(data)) for data in (old, new))
    rows = [f"--- {path}", f"+++ {path}"]
    matcher = SequenceMatcher(None, before.lines, after.lines)
    for group in matcher.get_grouped_opcodes():
        begin, end = group[0], group[-1]
        rows.append(f"@@ -{_lines(begin[1], end[2])} +{_lines(begin[3], end[4])} @@")
        for kind, first, last, to_first, to_last in group:
            if kind == "equal":
                rows += (f" {mask_line(before, number + 1)}" for number in range(first, last))
                continue
            rows += (f"-{mask_line(before, number + 1)}" for number in range(first, last))
            rows += (f"+{mask_line(after, number + 1)}" for number in range(to_first, to_last))
    return "\n".join(rows)


def _lines(start: int, end: int) -> str:
    return f"{start + 1},{end - start}"
