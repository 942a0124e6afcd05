# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ104: Invalid type of a section or item."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...context import Document
from ...edits import unquoted
from ...finding import Fix
from ...rule import ProblemRule


class InvalidType(ProblemRule):
    """Invalid type of a section or item.

    ## What it does
    Finds sections that are missing or empty, lists where Galaxy requires a mapping, and
    mappings where it requires a list.

    ## Why is this bad
    Galaxy refuses to start. Its error message usually names neither the section nor the file.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ104"
    name = "invalid-type"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset(
        {
            "environment-without-id",
            "handler-id-not-text",
            "key-not-text",
            "limit-without-type",
            "no-destinations",
            "no-runners",
            "not-a-list",
            "not-a-mapping",
            "not-a-name",
        }
    )

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix that makes a section explicitly empty, which is the same as omitting it."""
        value = problem.value
        if value is None or value.data is not None:
            return None
        empty = "[]" if problem.kind == "not-a-list" else "{}"
        return Fix(f"Write '{empty}', or remove the key.", unquoted(value, empty), safe=True)
