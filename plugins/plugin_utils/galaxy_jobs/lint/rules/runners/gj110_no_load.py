# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ110: A runner that says no class."""

from __future__ import annotations

from ...rule import ProblemRule


class NoLoad(ProblemRule):
    """A runner that says no class.

    ## What it does
    Finds runners whose `load` is missing, is no text, names no module, or has blanks around it.

    ## Why is this bad
    Galaxy starts, but every handler refuses to, with a KeyError or TypeError.

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
    name = "no-load"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"no-load"})
