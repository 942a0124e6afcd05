# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ111: Invalid type that makes jobs fail."""

from __future__ import annotations

from ...rule import ProblemRule


class InvalidTypeForJobs(ProblemRule):
    """Invalid type that makes jobs fail.

    ## What it does
    Finds `params` of tools, `dynamic`, and resource groups that have the wrong type.

    ## Why is this bad
    Galaxy starts, but jobs fail or tools cannot be loaded.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {id: bwa, environment: main, params: [a]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {id: bwa, environment: main}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ111"
    name = "invalid-type-for-jobs"
    effect = "job"
    needs = ("job_conf",)
    kinds = frozenset({"not-a-list", "not-a-mapping"})
    consequences = frozenset({"job"})
