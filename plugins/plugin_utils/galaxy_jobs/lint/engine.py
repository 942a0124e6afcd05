# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Run all rules on documents that belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .context import Context
from .finding import Finding, Suppression
from .noqa import SuppressionTable, applies_to, inline_suppressions
from .rules import RULES
from .rules.reading.gj001_unused_suppression import UnusedSuppression


def lint(*contexts: Context, ignored: Iterable[Suppression] = ()) -> list[Finding]:
    """Return the findings that are not suppressed, in document order.

    A document may be in several contexts. ignored are the suppressions of a configuration file.
    """
    ignored = tuple(ignored)
    findings: dict[Finding, None] = {}
    checkable: dict[Suppression, None] = {}
    all_inline: dict[Suppression, None] = {}
    for context in contexts:
        found, skipped = _run_rules(context)
        findings.update(dict.fromkeys(found))
        inline, for_files = _inline(context), _for_files(context, ignored)
        all_inline.update(dict.fromkeys(inline))
        checkable.update(
            (suppression, None)
            for suppression in (*inline, *for_files)
            if suppression.code not in skipped
        )
    table = SuppressionTable((*all_inline, *ignored))
    suppressions = {finding: table.matching(finding) for finding in findings}
    used = {suppression for matching in suppressions.values() for suppression in matching}
    unused = tuple(suppression for suppression in checkable if suppression not in used)
    kept = [finding for finding, matching in suppressions.items() if not matching]
    kept += (
        finding
        for finding in UnusedSuppression().check(Context(unused=unused))
        if not table.matching(finding)
    )
    return sorted(kept, key=lambda finding: finding.order)


def _run_rules(context: Context) -> tuple[list[Finding], set[str]]:
    """Return the findings, and the codes of the rules that were skipped."""
    readable = context.readable()
    findings: list[Finding] = []
    skipped = {UnusedSuppression.code}
    for rule in RULES:
        subject = context if rule.reads_diagnostics else readable
        if subject.has_all(rule.needs):
            findings.extend(rule.check(subject))
        else:
            skipped.add(rule.code)
    return findings, skipped


def _inline(context: Context) -> list[Suppression]:
    return [
        suppression
        for document in context.documents()
        for suppression in inline_suppressions(document)
    ]


def _for_files(context: Context, ignored: Iterable[Suppression]) -> Iterator[Suppression]:
    """Yield the suppressions of a configuration file that apply to one of the documents."""
    paths = [document.source.path for document in context.documents()]
    for suppression in ignored:
        if any(applies_to(suppression, path) for path in paths):
            yield suppression
