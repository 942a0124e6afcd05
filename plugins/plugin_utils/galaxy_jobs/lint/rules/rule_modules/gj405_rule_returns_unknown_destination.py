# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ405: A rule that returns a destination which is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import destinations_by_name
from ....words import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rules


class RuleReturnsUnknownDestination(Rule):
    """A rule that returns a destination which is not there.

    ## What it does
    Checks the texts that functions return, as far as they are written as such, against the ids
    and tags of the job_conf.

    ## Why is this bad
    The jobs for which it is returned fail.

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
        return "bigg" if job.input_datasets else "main"
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

    code = "GJ405"
    name = "rule-returns-unknown-destination"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the texts that are no id and no tag."""
        conf = context.job_conf
        known = destinations_by_name(conf) if conf else {}
        for _destination, _module, function in rules(context):
            for value in function.returns:
                if value.data not in known and "://" not in value.data:
                    hint = did_you_mean(value.data, known)
                    message = f"No destination of the job_conf has the id or tag '{value.data}'."
                    yield self.finding(value.place, message + hint)
