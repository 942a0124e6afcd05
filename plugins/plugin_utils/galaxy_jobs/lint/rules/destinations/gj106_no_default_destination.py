# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ106: No default destination, or one that is not there."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ...context import Document
from ...edits import did_you_mean_fix
from ...finding import Fix
from ...rule import ProblemRule


class NoDefaultDestination(ProblemRule):
    """No default destination, or one that is not there.

    ## What it does
    Finds a default that is no id or tag of a destination, and job_confs with several ids and tags
    and no default.

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
    name = "no-default-destination"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"no-default", "unknown-default"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return the id or tag that a misspelt default means."""
        if not isinstance(document, JobConf):
            return None
        return did_you_mean_fix(problem.value, destinations_by_name(document))
