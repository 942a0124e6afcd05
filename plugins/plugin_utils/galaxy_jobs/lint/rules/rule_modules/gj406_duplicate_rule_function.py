# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ406: Rule function defined in several modules."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import function_params, in_search_order


class DuplicateRuleFunction(Rule):
    """Rule function defined in several modules.

    ## What it does
    Finds functions that dynamic destinations name and that more than one rule module defines.

    ## Why is this bad
    Galaxy calls the function of the module whose name sorts last: 20_site.py overrides
    10_galaxy.py. The others are never called.

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
    ```python rules/10_site.py
    def by_size(job):
        return "big" if job.input_datasets else "main"
    ```
    ```python rules/20_site.py
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
    ```python rules/10_site.py
    def by_size(job):
        return "big" if job.input_datasets else "main"
    ```
    ```python rules/20_site.py
    def by_number(job):
        return "big" if job.input_datasets else "main"


    BY_NUMBER = by_number
    ```

    ## References
    - galaxy/util/submodules.py
    - galaxy/jobs/mapper.py, JobRunnerMapper
    """

    code = "GJ406"
    name = "duplicate-rule-function"
    effect = "silent"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the functions that are never called."""
        modules = in_search_order(context.rules or ())
        for name in {str(param.value.data) for _destination, param in function_params(context)}:
            defining = [module for module in modules if name in module.names]
            for module in defining[1:]:
                function, preferred = module.find_function(name), defining[0].find_function(name)
                if function is not None and preferred is not None:
                    message = (
                        f"'{name}' is never called: module '{defining[0].name}' also defines it"
                        " and takes precedence. Rename one."
                    )
                    yield self.finding(function.name.place, message)
