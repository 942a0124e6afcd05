# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ403: Unknown argument of a rule function."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....rule_modules.model import GALAXY_ARGUMENTS
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rule_calls


class UnknownRuleArgument(Rule):
    """Unknown argument of a rule function.

    ## What it does
    Checks the required arguments of the functions that dynamic destinations name. Galaxy passes
    arguments by name: parameters of the destination, and objects of its own.

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
    name = "unknown-rule-argument"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the required arguments that Galaxy does not pass."""
        for destination, _module, function in rule_calls(context):
            known = {*GALAXY_ARGUMENTS, *destination.params}
            for argument in function.arguments:
                name = argument.name.data
                if argument.is_required and argument.is_passable and name not in known:
                    message = (
                        f"Unknown argument '{name}': neither a parameter of "
                        f"'{destination.id.data}' nor an object that Galaxy passes."
                        f"{did_you_mean(name, GALAXY_ARGUMENTS)}"
                    )
                    yield self.finding(argument.name.place, message)
