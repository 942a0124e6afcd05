# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ110: Runner without a valid `load`."""

from __future__ import annotations

from ...rule import ProblemRule


class InvalidRunnerLoad(ProblemRule):
    """Runner without a valid `load`.

    ## What it does
    Finds runners whose `load` is missing, is not a string, names no module, or has whitespace
    around it.

    ## Why is this bad
    Galaxy starts, but every handler refuses to start with a KeyError or TypeError.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {workers: 4}
    execution:
      default: main
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
    - galaxy/jobs/__init__.py, JobConfiguration.get_job_runner_plugins
    """

    code = "GJ110"
    name = "invalid-runner-load"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"no-load"})
