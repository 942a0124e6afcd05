# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ105: A value that Galaxy cannot read."""

from __future__ import annotations

from ..rule import ProblemRule


class UnreadableValue(ProblemRule):
    """A value that Galaxy cannot read.

    ## What it does
    Finds booleans, numbers, times and sizes that are none. A walltime is `hours:minutes:seconds`
    in quotes: without them YAML makes one number of it.

    ## Why is this bad
    Galaxy refuses to start.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: walltime, value: 24:00:00}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: walltime, value: "24:00:00"}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    - galaxy/app/__init__.py, _set_enabled_container_types
    """

    code = "GJ105"
    name = "unreadable-value"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"container-not-boolean", "not-a-number", "not-boolean", "not-readable"})
