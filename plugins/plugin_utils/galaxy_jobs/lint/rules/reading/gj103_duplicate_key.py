# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ103: A key that stands twice in a mapping of a job_conf."""

from __future__ import annotations

from ...rule import ProblemRule


class DuplicateKey(ProblemRule):
    """A key that stands twice in a mapping of a job_conf.

    ## What it does
    Finds keys that occur twice in one mapping of a job_conf.yml.

    ## Why is this bad
    The last one holds, the others are gone without a word: an environment, a runner or a
    parameter.

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
