# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ106: Missing or unknown default destination."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ...context import Document
from ...edits import did_you_mean_fix
from ...finding import Fix
from ...rule import ProblemRule


class InvalidDefaultDestination(ProblemRule):
    """Missing or unknown default destination.

    ## What it does
    Checks that the default is the id or tag of a destination, and that a job_conf with several
    ids and tags has a default.

    ## Why is this bad
    Galaxy refuses to start.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: mian
      environments:
        main: {runner: local}
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
    - galaxy/jobs/__init__.py, JobConfiguration.get_default
    """

    code = "GJ106"
    name = "invalid-default-destination"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"no-default", "unknown-default"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return the id or tag that a misspelled default stands for."""
        if not isinstance(document, JobConf):
            return None
        return did_you_mean_fix(problem.value, destinations_by_name(document))
