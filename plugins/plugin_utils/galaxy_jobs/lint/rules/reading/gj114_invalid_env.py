# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ114: Invalid `env` of a destination."""

from __future__ import annotations

from ...rule import ProblemRule


class InvalidEnv(ProblemRule):
    """Invalid `env` of a destination.

    ## What it does
    Finds `env` in YAML that is not a list of mappings.

    ## Why is this bad
    Galaxy cannot write the job script: every job at this destination fails.

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
    name = "invalid-env"
    effect = "job"
    needs = ("job_conf",)
    kinds = frozenset({"env-not-a-list", "env-not-a-mapping"})
    consequences = frozenset({"job"})
