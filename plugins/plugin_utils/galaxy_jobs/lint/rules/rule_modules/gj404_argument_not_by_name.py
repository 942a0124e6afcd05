# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ404: An argument of a rule that Galaxy cannot pass."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rules


class ArgumentNotByName(Rule):
    """An argument of a rule that Galaxy cannot pass.

    ## What it does
    Looks for arguments without a default that are keyword-only, which Galaxy does not see, or
    positional-only, which it cannot name.

    ## Why is this bad
    The function cannot be called, and every job of the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        big: {runner: local}
        by_size: {runner: dynamic, function: by_size}
    ```
    ```python rules/by_size.py
    def by_size(*, job):
        return "big" if job.input_datasets else "main"
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        big: {runner: local}
        by_size: {runner: dynamic, function: by_size}
    ```
    ```python rules/by_size.py
    def by_size(job):
        return "big" if job.input_datasets else "main"
    ```

    ## References
    - galaxy/jobs/mapper.py, JobRunnerMapper
    """

    code = "GJ404"
    name = "argument-not-by-name"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the arguments that need a value and get none."""
        for _destination, _module, function in rules(context):
            for argument in function.arguments:
                if argument.required and not argument.by_name:
                    message = (
                        f"Galaxy cannot pass '{argument.name.data}': expected a plain argument, "
                        "without '*' before it or '/' behind it."
                    )
                    yield self.finding(argument.name.place, message)
