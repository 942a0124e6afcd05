# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ407: Galaxy object shadowed by a destination parameter."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import split_names
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rule_calls


class ShadowedGalaxyObject(Rule):
    """Galaxy object shadowed by a destination parameter.

    ## What it does
    Finds parameters of dynamic destinations with the name of an object that Galaxy passes to rules,
    such as job, tool, user or app.

    ## Why is this bad
    The rule function gets the text of the parameter instead of the object.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        big: {runner: local}
        by_size: {runner: dynamic, function: by_size, job: small}
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

    code = "GJ407"
    name = "shadowed-galaxy-object"
    effect = "silent"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the parameters that shadow an argument of the function."""
        for destination, _module, function in rule_calls(context):
            passed = {arg.name.data for arg in function.arguments if arg.is_passable}
            for name, param in destination.params.items():
                if name in _OBJECTS and name in passed:
                    message = (
                        f"Parameter '{name}' shadows an object of Galaxy: "
                        "the rule gets this text instead. Rename the parameter."
                    )
                    yield self.finding(param.name.place, message)


_OBJECTS = split_names("app job job_wrapper referrer rule_helper tool user")
