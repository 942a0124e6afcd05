# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ107: Tool entry without exactly one valid id or class."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf.start import TOOL_CLASSES
from ...context import Document
from ...edits import did_you_mean_fix, quoted_fix
from ...finding import Fix
from ...rule import ProblemRule


class InvalidToolEntry(ProblemRule):
    """Tool entry without exactly one valid id or class.

    ## What it does
    Finds tool entries with neither `id` nor `class`, with both, with an id that is not a
    string, or with an unknown class.

    ## Why is this bad
    Galaxy refuses to start. Its error message is just `None`.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {environment: main}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {id: bwa, environment: main}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobToolConfiguration
    """

    code = "GJ107"
    name = "invalid-tool-entry"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset(
        {"tool-id-and-class", "tool-id-not-text", "tool-without-id", "unknown-tool-class"}
    )

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix that quotes the id or corrects the class."""
        if problem.kind == "unknown-tool-class":
            return did_you_mean_fix(problem.value, TOOL_CLASSES, one_letter=True)
        return quoted_fix(problem.value)
