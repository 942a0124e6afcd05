# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ402: A function of rules that no module has."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import asking


class UnknownRuleFunction(Rule):
    """A function of rules that no module has.

    ## What it does
    Looks for the functions that dynamic destinations name in the modules right below their
    rules module. What the rules module has in its own `__init__.py` does not count.

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
        """Yield the names that no module has."""
        modules = context.rules or ()
        known = {name for module in modules for name in module.names}
        # Nobody knows what is in a module that cannot be read, or that takes all of another one.
        if "*" in known or any(module.problems for module in modules):
            return
        for _destination, param in asking(context):
            name = param.value.data
            if name not in known:
                functions = (function.name.data for each in modules for function in each.functions)
                message = f"No module of rules has '{name}'.{did_you_mean(name, functions)}"
                yield self.finding(param.value.place, message)
