# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ113: A resubmission that never happens."""

from __future__ import annotations

from collections.abc import Mapping

from ....diagnostic import Diagnostic
from ....text import Entry, Value
from ...context import Document
from ...finding import Edit, Fix
from ...rule import ProblemRule


class ResubmitNotAList(ProblemRule):
    """A resubmission that never happens.

    ## What it does
    Finds `resubmit` in YAML that is no list of mappings.

    ## Why is this bad
    Galaxy takes it and resubmits nothing.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, resubmit: {condition: any_failure}}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, resubmit: [{condition: any_failure}]}
    ```

    ## References
    - galaxy/jobs/runners/state_handlers/resubmit.py
    """

    code = "GJ113"
    name = "resubmit-not-a-list"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"resubmit-not-a-list"})
    consequences = frozenset({"silent"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a list with the mapping in it."""
        value = problem.value
        if value is None or not isinstance(value.data, Mapping):
            return None
        return Fix("Write a list of mappings.", _listed(value), safe=True)


def _listed(value: Value) -> tuple[Edit, ...]:
    """Return the edits that make a list of a mapping: of one in lines only a simple one."""
    if not value.verbatim:
        return ()
    if value.place.text.startswith("{"):
        return (Edit(value.place, f"[{value.place.text}]"),)
    starts = [entry.name.place for entry in value.data.values()]
    simple = all(entry.name.verbatim and _is_on_one_line(entry) for entry in value.data.values())
    if not simple or len({place.position.column for place in starts}) > 1:
        return ()
    marks = ["- ", *["  "] * (len(starts) - 1)]
    return tuple(
        Edit(place.source.place(place.start, place.start), mark)
        for place, mark in zip(starts, marks)
    )


def _is_on_one_line(entry: Entry) -> bool:
    first, last = entry.name.place, entry.value.place
    return "\n" not in first.source.text[first.start : last.end]
