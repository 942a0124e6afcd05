# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Safe fixes applied to documents, and what they change as a diff."""

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
    """What fixing has made: new contents by path, how many fixes each took, what is left."""

    contents: Mapping[str, bytes]
    fixes: Mapping[str, int]
    findings: Sequence[Finding]


def apply_fixes(
    contents: Mapping[str, bytes],
    findings: Sequence[Finding],
    lint_again: Callable[[Mapping[str, bytes]], Sequence[Finding]],
) -> FixResult:
    """Return the documents with all safe fixes applied.

    contents are the documents by their paths; lint_again gives the findings with some of them
    replaced. A fix that is in another one's way, or that another one makes room for, waits for a
    further round.
    """
    changed: dict[str, bytes] = {}
    counted: dict[str, int] = {}
    for _round in range(_MOST_ROUNDS):
        made = dict(_round_of(findings, {**contents, **changed}))
        if not made:
            break
        for path, (data, count) in made.items():
            changed[path] = data
            counted[path] = counted.get(path, 0) + count
        findings = lint_again(changed)
    return FixResult(changed, counted, findings)


def _round_of(
    findings: Sequence[Finding], contents: Mapping[str, bytes]
) -> Iterator[tuple[str, tuple[bytes, int]]]:
    for path, fixes in select_fixes(findings).items():
        edits = [edit for fix in fixes for edit in fix.edits]
        data = apply_edits(contents[path], edits) if path in contents else None
        if data is not None and data != contents[path]:
            yield path, (data, len(fixes))


def select_fixes(findings: Iterable[Finding]) -> dict[str, list[Fix]]:
    """Return the safe fixes by path, in order; of those that touch each other the first."""
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
    """Return whether a stretch meets one of these, which are in order and do not meet."""
    start, end = span
    at = bisect_right(taken, span)
    return (at > 0 and taken[at - 1][1] >= start) or (at < len(taken) and taken[at][0] <= end)


def apply_edits(data: bytes, edits: Sequence[Edit]) -> bytes | None:
    """Return a document with edits of it applied: all else stays as it is, to the byte.

    None when that cannot be, for want of a letter in its encoding.
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
    """Return a unified diff of a document in which secrets are hidden, as in all that is shown."""
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
