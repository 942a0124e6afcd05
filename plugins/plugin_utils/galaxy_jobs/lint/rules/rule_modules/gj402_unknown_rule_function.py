# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ402: Unknown rule function."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import function_params


class UnknownRuleFunction(Rule):
    """Unknown rule function.

    ## What it does
    Checks the `function` of dynamic destinations against the modules directly below their
    `rules_module`. Functions in the `__init__.py` of the `rules_module` itself do not count.

    ## Why is this bad
    Every job of the destination fails: no rule function of that name is found.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        big: {runner: local}
        by_size: {runner: dynamic, function: bysize}
    ```
    ```python rules/by_size.py
    def by_size(job):
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

    code = "GJ402"
    name = "unknown-rule-function"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the functions that no module defines."""
        modules = context.rules or ()
        known = {name for module in modules for name in module.names}
        # A module that cannot be parsed or has a star import may define any name.
        if "*" in known or any(module.problems for module in modules):
            return
        for _destination, param in function_params(context):
            name = param.value.data
            if name not in known:
                functions = [function for module in modules for function in module.functions]
                hint = did_you_mean(name, (function.name.data for function in functions))
                message = f"Unknown rule function '{name}': no rule module defines it.{hint}"
                yield self.finding(param.value.place, message)
