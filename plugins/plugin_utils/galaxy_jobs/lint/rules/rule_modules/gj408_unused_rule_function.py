# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ408: Unused rule function."""

from __future__ import annotations

from collections.abc import Iterator

from ....rule_modules.model import GALAXY_ARGUMENTS, Function
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import text_of
from .base import find_rules_module, python_destinations


class UnusedRuleFunction(Rule):
    """Unused rule function.

    ## What it does
    Finds functions whose arguments Galaxy could pass, but that no dynamic destination names and no
    module uses. Reports nothing if a dynamic destination has no `function`: tool ids are function
    names then.

    ## Why is this bad
    The function is dead code, or a destination names the wrong one.

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
    def by_size(job):
        return "big" if job.input_datasets else "main"


    def by_user(user_email):
        return "main"
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

    code = "GJ408"
    name = "unused-rule-function"
    effect = "style"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the functions that are never called."""
        conf, modules = context.job_conf, context.rules or ()
        if conf is None or find_rules_module(conf, modules) is None:
            return
        params = [destination.params for destination in python_destinations(conf)]
        names = {text_of(param.get("function")) for param in params}
        # An unknown name may be a misspelled one of a function that seems unused.
        if not names <= {name for module in modules for name in module.names}:
            return
        used = names.union(*(module.used for module in modules))
        for module in modules:
            for function in module.functions:
                name = function.name.data
                if name not in used and not name.startswith("_") and _is_rule(function):
                    message = (
                        f"Unused rule function '{name}'. Remove it, or name it in a destination."
                    )
                    yield self.finding(function.name.place, message)


def _is_rule(function: Function) -> bool:
    """Return whether the required arguments are objects of Galaxy, at least one."""
    required = {arg.name.data for arg in function.arguments if arg.is_required}
    return bool(required) and required <= {*GALAXY_ARGUMENTS} and not function.is_decorated
