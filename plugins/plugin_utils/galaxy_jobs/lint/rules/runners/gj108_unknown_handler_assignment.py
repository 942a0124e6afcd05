# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ108: Unknown handler assignment method."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf.start import ASSIGNMENTS
from ...context import Document
from ...edits import did_you_mean_fix
from ...finding import Fix
from ...rule import ProblemRule


class UnknownHandlerAssignment(ProblemRule):
    """Unknown handler assignment method.

    ## What it does
    Checks `assign_with` (XML) and `assign` (YAML).

    ## Why is this bad
    Galaxy refuses to start. Old configurations often name `uwsgi-mule-message`, which was
    removed.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    handling:
      assign: [uwsgi-mule-message]
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    handling:
      assign: [db-skip-locked]
    ```

    ## References
    - galaxy/web_stack/handlers.py, _init_handler_assignment_methods
    """

    code = "GJ108"
    name = "unknown-handler-assignment"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"unknown-assignment"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix to the likely method."""
        return did_you_mean_fix(problem.value, ASSIGNMENTS, one_letter=True)
