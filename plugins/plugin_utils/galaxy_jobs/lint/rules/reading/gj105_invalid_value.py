# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ105: Invalid value."""

from __future__ import annotations

import re

from ....diagnostic import Diagnostic
from ...context import Document
from ...edits import did_you_mean_fix, quoted_fix
from ...finding import Fix
from ...rule import ProblemRule


class InvalidValue(ProblemRule):
    """Invalid value.

    ## What it does
    Finds invalid booleans, numbers, times and sizes. A walltime is `hours:minutes:seconds` in
    quotes: without quotes, YAML parses it as a number.

    ## Why is this bad
    Galaxy refuses to start.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: walltime, value: 24:00:00}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: walltime, value: "24:00:00"}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    - galaxy/app/__init__.py, _set_enabled_container_types
    """

    code = "GJ105"
    name = "invalid-value"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset(
        {
            "container-not-boolean",
            "not-a-number",
            "not-a-size",
            "not-a-walltime",
            "not-boolean",
            "not-readable",
        }
    )

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix that quotes a time or a size, or corrects a boolean."""
        if problem.kind in ("container-not-boolean", "not-boolean"):
            return did_you_mean_fix(problem.value, ("true", "false"), of_any_type=True)
        pattern = _UNQUOTED.get(problem.kind)
        if pattern is None or problem.value is None or not pattern.fullmatch(problem.place.text):
            return None
        return quoted_fix(problem.value)


_UNQUOTED = {"not-a-walltime": re.compile(r"\d+:\d+:\d+"), "not-a-size": re.compile(r"\d+")}
