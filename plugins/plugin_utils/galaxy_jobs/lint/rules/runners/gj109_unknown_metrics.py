# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ109: Job metrics that Galaxy does not have."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf.model import METRICS
from ...context import Document
from ...edits import respelt
from ...finding import Fix
from ...rule import ProblemRule


class UnknownMetrics(ProblemRule):
    """Job metrics that Galaxy does not have.

    ## What it does
    Checks the types of job metrics of a destination.

    ## Why is this bad
    Galaxy refuses to start.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, metrics: [{type: cores}]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, metrics: [{type: core}]}
    ```

    ## References
    - galaxy/job_metrics/__init__.py
    """

    code = "GJ109"
    name = "unknown-metrics"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"unknown-metrics"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return the metrics that are meant."""
        return respelt(problem.value, METRICS, one_letter=True)
