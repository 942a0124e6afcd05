# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ113: Ignored `resubmit`."""

from __future__ import annotations

from collections.abc import Mapping

from ....diagnostic import Diagnostic
from ....text import Entry, Value
from ...context import Document
from ...finding import Edit, Fix
from ...rule import ProblemRule


class IgnoredResubmit(ProblemRule):
    """Ignored `resubmit`.

    ## What it does
    Finds `resubmit` in YAML that is not a list of mappings.

    ## Why is this bad
    Galaxy accepts it, but never resubmits a job.

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
    name = "ignored-resubmit"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"resubmit-not-a-list"})
    consequences = frozenset({"silent"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix that puts the mapping into a list."""
        value = problem.value
        if value is None or not isinstance(value.data, Mapping):
            return None
        return Fix("Put the mapping into a list.", _wrap_in_list(value), safe=True)


def _wrap_in_list(value: Value) -> tuple[Edit, ...]:
    """Return the edits that put a mapping into a list. Of block mappings, only simple ones."""
    if not value.verbatim:
        return ()
    if value.place.text.startswith("{"):
        return (Edit(value.place, f"[{value.place.text}]"),)
    keys = [entry.name.place for entry in value.data.values()]
    is_simple = all(entry.name.verbatim and _is_on_one_line(entry) for entry in value.data.values())
    if not is_simple or len({key.position.column for key in keys}) > 1:
        return ()
    prefixes = ["- ", *["  "] * (len(keys) - 1)]
    return tuple(
        Edit(key.source.span(key.start, key.start), prefix) for key, prefix in zip(keys, prefixes)
    )


def _is_on_one_line(entry: Entry) -> bool:
    first, last = entry.name.place, entry.value.place
    return "\n" not in first.source.text[first.start : last.end]
