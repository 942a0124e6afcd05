# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ114: An environment that is no list of mappings."""

from __future__ import annotations

from ...rule import ProblemRule


class EnvNotAList(ProblemRule):
    """An environment that is no list of mappings.

    ## What it does
    Finds `env` in YAML that is no list, or has items that are no mappings.

    ## Why is this bad
    Galaxy cannot write the job script: every job that goes there fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, env: {A: b}}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, env: [{name: A, value: b}]}
    ```

    ## References
    - galaxy/jobs/runners/util/env.py
    """

    code = "GJ114"
    name = "env-not-a-list"
    effect = "job"
    needs = ("job_conf",)
    kinds = frozenset({"env-not-a-list", "env-not-a-mapping"})
    consequences = frozenset({"job"})
