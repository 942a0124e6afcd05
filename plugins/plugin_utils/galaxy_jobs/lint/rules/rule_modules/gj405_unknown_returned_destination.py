# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ405: Unknown destination returned by a rule."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import destinations_by_name
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import rule_calls


class UnknownReturnedDestination(Rule):
    """Unknown destination returned by a rule.

    ## What it does
    Checks the literal strings that rule functions return against the ids and tags of the job_conf.

    ## Why is this bad
    Jobs fail if the rule returns an unknown destination.

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
    name = "unknown-returned-destination"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the returned strings that are neither an id nor a tag."""
        conf = context.job_conf
        known = destinations_by_name(conf) if conf else {}
        for _destination, _module, function in rule_calls(context):
            for value in function.returns:
                if value.data not in known and "://" not in value.data:
                    hint = did_you_mean(value.data, known)
                    message = (
                        f"Unknown destination '{value.data}': "
                        f"the job_conf has no such id or tag.{hint}"
                    )
                    yield self.finding(value.place, message)
