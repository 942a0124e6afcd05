# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ107: A tool without exactly one of id and class."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf.start import TOOL_CLASSES
from ...context import Document
from ...edits import in_quotes, respelt
from ...finding import Fix
from ...rule import ProblemRule


class ToolNotNamed(ProblemRule):
    """A tool without exactly one of id and class.

    ## What it does
    Finds entries of tools with neither id nor class, with both, with an id that is no text, or
    with a class that Galaxy does not have.

    ## Why is this bad
    Galaxy refuses to start; its message is `None`.

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
    name = "tool-not-named"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset(
        {"tool-id-and-class", "tool-id-not-text", "tool-without-id", "unknown-tool-class"}
    )

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return quotes around an id, or the class that is meant."""
        if problem.kind == "unknown-tool-class":
            return respelt(problem.value, TOOL_CLASSES, one_letter=True)
        return in_quotes(problem.value)
