# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ404: Required argument that is keyword-only or positional-only."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rule_calls


class UnsupportedArgumentKind(Rule):
    """Required argument that is keyword-only or positional-only.

    ## What it does
    Finds arguments without a default that are keyword-only, which Galaxy does not see, or
    positional-only, which it cannot pass by name.

    ## Why is this bad
    The call fails, and with it every job of the destination.

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
    name = "unsupported-argument-kind"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the required arguments that Galaxy cannot pass."""
        for _destination, _module, function in rule_calls(context):
            for argument in function.arguments:
                if argument.is_required and not argument.is_passable:
                    message = (
                        f"Galaxy cannot pass the argument '{argument.name.data}'."
                        " Expected one without '*' before it or '/' after it."
                    )
                    yield self.finding(argument.name.place, message)
