# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ407: A parameter of a dynamic destination that hides an object of Galaxy."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import names_in
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rules


class ParamHidesObject(Rule):
    """A parameter of a dynamic destination that hides an object of Galaxy.

    ## What it does
    Looks for parameters of dynamic destinations that are called like what Galaxy passes to
    rules: job, tool, user, app and so on.

    ## Why is this bad
    The rule gets the text of the parameter in place of the object.

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
    name = "param-hides-object"
    effect = "silent"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the parameters that hide an argument of the function."""
        for destination, _module, function in rules(context):
            asked = {argument.name.data for argument in function.arguments if argument.by_name}
            for name, param in destination.params.items():
                if name in _OBJECTS and name in asked:
                    message = (
                        f"'{name}' hides Galaxy's own: the rule gets this text instead. Rename it."
                    )
                    yield self.finding(param.name.place, message)


_OBJECTS = names_in("app job job_wrapper referrer rule_helper tool user")
