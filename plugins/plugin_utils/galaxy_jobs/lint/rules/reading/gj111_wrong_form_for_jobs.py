# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ111: A part of a job_conf that Galaxy takes and jobs stumble over."""

from __future__ import annotations

from ...rule import ProblemRule


class WrongFormForJobs(ProblemRule):
    """A part of a job_conf that Galaxy takes and jobs stumble over.

    ## What it does
    Finds `params` of tools, `dynamic` and groups of resource parameters that are not mappings or
    lists.

    ## Why is this bad
    Galaxy starts, and jobs or tools fail.

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
    name = "wrong-form-for-jobs"
    effect = "job"
    needs = ("job_conf",)
    kinds = frozenset({"not-a-list", "not-a-mapping"})
    consequences = frozenset({"job"})
