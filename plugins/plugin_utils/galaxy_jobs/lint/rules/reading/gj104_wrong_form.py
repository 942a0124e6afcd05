# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ104: A part of a job_conf without the form that Galaxy needs."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...context import Document
from ...edits import bare
from ...finding import Fix
from ...rule import ProblemRule


class WrongForm(ProblemRule):
    """A part of a job_conf without the form that Galaxy needs.

    ## What it does
    Finds sections that are missing, empty, or a list where a mapping is wanted and the other way
    round.

    ## Why is this bad
    Galaxy refuses to start, mostly with a message that names neither the section nor the file.

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
    name = "wrong-form"
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
        """Return an empty section written out, which is as if it were left out."""
        value = problem.value
        if value is None or value.data is not None:
            return None
        empty = "[]" if problem.kind == "not-a-list" else "{}"
        return Fix(f"Write '{empty}', or leave it out.", bare(value, empty), safe=True)
