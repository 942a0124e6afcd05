# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ408: A rule that nothing asks."""

from __future__ import annotations

from collections.abc import Iterator

from ....rule_modules.model import FILLED, Function
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import text_of
from .base import of_modules, python_destinations


class UnusedRuleFunction(Rule):
    """A rule that nothing asks.

    ## What it does
    Looks for functions with arguments as Galaxy fills them that no dynamic destination names
    and no module uses. Says nothing when a dynamic destination names no function: the ids of
    tools are function names then.

    ## Why is this bad
    It is dead, or the destination that was to ask it names another one.

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
        if conf is None or of_modules(conf, modules) is None:
            return
        named = {text_of(each.params.get("function")) for each in python_destinations(conf)}
        # Another name than one that is there: a function that seems unused may be meant.
        if not named <= {name for module in modules for name in module.names}:
            return
        used = named.union(*(module.used for module in modules))
        for module in modules:
            for function in module.functions:
                name = function.name.data
                if name not in used and not name.startswith("_") and _is_rule(function):
                    message = (
                        f"Nothing asks the rule '{name}'. Remove it, or name it in a destination."
                    )
                    yield self.finding(function.name.place, message)


def _is_rule(function: Function) -> bool:
    """Return whether Galaxy could call it: with something of its own, and nothing else."""
    needed = {each.name.data for each in function.arguments if each.required}
    return bool(needed) and needed <= {*FILLED} and not function.decorated
