# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ101: Syntax error in a job_conf."""

from __future__ import annotations

from ...rule import ProblemRule


class JobConfSyntaxError(ProblemRule):
    """Syntax error in a job_conf.

    ## What it does
    Reports XML and YAML that cannot be parsed, and macros that cannot be expanded.

    ## Why is this bad
    Galaxy refuses to start.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner
    execution:
      default: main
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
    - galaxy/util/xml_macros.py, load_with_references
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ101"
    name = "job-conf-syntax-error"
    effect = "startup"
    needs = ("job_conf",)
    kinds = frozenset({"encoding", "macro", "not-well-formed", "not-yaml", "type"})
