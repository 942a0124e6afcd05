# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ406: A rule that two modules define."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import asking, in_order


class RuleDefinedTwice(Rule):
    """A rule that two modules define.

    ## What it does
    Looks for functions that dynamic destinations name in more than one module of rules.

    ## Why is this bad
    Galaxy takes that of the module whose name sorts last, so that 20_site.py overrides
    10_galaxy.py. The others are never asked.

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
    name = "rule-defined-twice"
    effect = "silent"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the functions that are never asked."""
        for name in {str(param.value.data) for _destination, param in asking(context)}:
            having = [each for each in in_order(context.rules or ()) if name in each.names]
            for module in having[1:]:
                function = module.named(name)
                if function is not None and having[0].named(name) is not None:
                    message = (
                        f"Never asked: the module '{having[0].name}' has '{name}' as well."
                        " Rename one."
                    )
                    yield self.finding(function.name.place, message)
