# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ103: Duplicate key in a job_conf."""

from __future__ import annotations

from ...rule import ProblemRule


class DuplicateKey(ProblemRule):
    """Duplicate key in a job_conf.

    ## What it does
    Finds keys that occur more than once in one mapping of a job_conf.yml.

    ## Why is this bad
    The last value silently overrides the others. An environment, a runner or a parameter is
    lost.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        main: {runner: local, tags: [small]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, tags: [small]}
    ```

    ## References
    - PyYAML, SafeConstructor.construct_mapping
    """

    code = "GJ103"
    name = "duplicate-key"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"duplicate-key"})
    consequences = frozenset({"silent"})
