# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ110: A runner that says no class."""

from __future__ import annotations

from ..rule import ProblemRule


class NoLoad(ProblemRule):
    """A runner that says no class.

    ## What it does
    Finds runners of a job_conf.yml without `load`.

    ## Why is this bad
    Galaxy starts, but every handler refuses to: KeyError 'load'.

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
