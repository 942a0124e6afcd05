# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ113: A resubmission that never happens."""

from __future__ import annotations

from ..rule import ProblemRule


class ResubmitNotAList(ProblemRule):
    """A resubmission that never happens.

    ## What it does
    Finds `resubmit` in YAML that is no list of mappings.

    ## Why is this bad
    Galaxy takes it and resubmits nothing.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, resubmit: {condition: any_failure}}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, resubmit: [{condition: any_failure}]}
    ```

    ## References
    - galaxy/jobs/runners/state_handlers/resubmit.py
    """

    code = "GJ113"
    name = "resubmit-not-a-list"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"resubmit-not-a-list"})
    from_effects = frozenset({"silent"})
