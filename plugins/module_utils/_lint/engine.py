# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""All rules over the documents that belong together."""

from __future__ import annotations

from dataclasses import replace

from .context import Context
from .finding import Finding
from .noqa import kept, suppressions, unused
from .rules import RULES
from .rules.gj001_unused_suppression import UnusedSuppression


def lint(context: Context) -> list[Finding]:
    """Return what is wrong, in the order of the documents, without what is suppressed."""
    whole = context.whole()
    findings: list[Finding] = []
    silent: set[str] = set()
    for rule in RULES:
        given = context if rule.of_reading else whole
        if given.has(rule.needs):
            findings.extend(rule.check(given))
        else:
            silent.add(rule.code)
    noted = tuple(suppressions(context))
    asked = (suppression for suppression in noted if suppression.code not in silent)
    idle = replace(context, unused=unused(asked, findings))
    found = {*kept(findings, noted), *UnusedSuppression().check(idle)}
    return sorted(found, key=lambda finding: finding.order)
