# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""All rules over the documents that belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .context import Context
from .finding import Finding, Suppression
from .noqa import SuppressionTable, applies_to, suppressions
from .rules import RULES
from .rules.reading.gj001_unused_suppression import UnusedSuppression


def lint(*contexts: Context, ignored: Iterable[Suppression] = ()) -> list[Finding]:
    """Return what is wrong, in the order of the documents, without what is suppressed.

    A document may be in several contexts. ignored are the suppressions of a configuration.
    """
    ignored = tuple(ignored)
    findings: dict[Finding, None] = {}
    asked: dict[Suppression, None] = {}
    noted: dict[Suppression, None] = {}
    for context in contexts:
        found, silent = _checked(context)
        findings.update(dict.fromkeys(found))
        inline, of_files = _noted(context), _of_files(context, ignored)
        noted.update(dict.fromkeys(inline))
        asked.update((each, None) for each in (*inline, *of_files) if each.code not in silent)
    suppressed = SuppressionTable((*noted, *ignored))
    by = {finding: suppressed.by(finding) for finding in findings}
    used = {suppression for those in by.values() for suppression in those}
    idle = UnusedSuppression().check(
        Context(unused=tuple(suppression for suppression in asked if suppression not in used))
    )
    kept = [finding for finding, those in by.items() if not those]
    kept += (finding for finding in idle if not suppressed.by(finding))
    return sorted(kept, key=lambda finding: finding.order)


def _checked(context: Context) -> tuple[list[Finding], set[str]]:
    """Return what the rules find, and the codes of those that had not all documents."""
    whole = context.whole()
    findings: list[Finding] = []
    silent = {UnusedSuppression.code}
    for rule in RULES:
        given = context if rule.of_reading else whole
        if given.has(rule.needs):
            findings.extend(rule.check(given))
        else:
            silent.add(rule.code)
    return findings, silent


def _noted(context: Context) -> list[Suppression]:
    return [each for document in context.documents() for each in suppressions(document)]


def _of_files(context: Context, ignored: Iterable[Suppression]) -> Iterator[Suppression]:
    """Yield the suppressions of a configuration that are for one of these documents."""
    paths = [document.source.path for document in context.documents()]
    for suppression in ignored:
        if any(applies_to(suppression, path) for path in paths):
            yield suppression
