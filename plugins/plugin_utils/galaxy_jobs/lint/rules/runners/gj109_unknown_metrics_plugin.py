# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ109: Unknown job metrics plugin."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf.model import METRICS
from ...context import Document
from ...edits import did_you_mean_fix
from ...finding import Fix
from ...rule import ProblemRule


class UnknownMetricsPlugin(ProblemRule):
    """Unknown job metrics plugin.

    ## What it does
    Checks the types of the job metrics plugins of each destination.

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
    name = "unknown-metrics-plugin"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"unknown-metrics"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix to the likely plugin."""
        return did_you_mean_fix(problem.value, METRICS, one_letter=True)
