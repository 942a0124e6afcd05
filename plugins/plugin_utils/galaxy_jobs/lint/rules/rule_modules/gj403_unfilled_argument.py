# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ403: An argument of a rule that nobody fills."""

from __future__ import annotations

from collections.abc import Iterator

from ....rule_modules.model import FILLED
from ....words import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rules


class UnfilledArgument(Rule):
    """An argument of a rule that nobody fills.

    ## What it does
    Checks the arguments of the functions that dynamic destinations name: Galaxy fills them by
    their names, from the parameters of the destination and with objects of its own.

    ## Why is this bad
    Without a default the function cannot be called, and every job of the destination fails.

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
    def by_size(job, threshold):
        return "big" if len(job.input_datasets) > int(threshold) else "main"
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
    def by_size(job, threshold=2):
        return "big" if len(job.input_datasets) > int(threshold) else "main"
    ```

    ## References
    - galaxy/jobs/mapper.py, JobRunnerMapper
    """

    code = "GJ403"
    name = "unfilled-argument"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the arguments without a value."""
        for destination, _module, function in rules(context):
            known = {*FILLED, *destination.params}
            for argument in function.arguments:
                name = argument.name.data
                if argument.required and argument.by_name and name not in known:
                    message = (
                        f"Nothing fills '{name}': it is no parameter of "
                        f"'{destination.id.data}', nor an object of Galaxy."
                        f"{did_you_mean(name, FILLED)}"
                    )
                    yield self.finding(argument.name.place, message)
