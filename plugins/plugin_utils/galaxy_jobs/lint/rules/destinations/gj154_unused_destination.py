# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ154: A destination that no job reaches."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations, is_open_ended, reachable_destinations


class UnusedDestination(JobConfRule):
    """A destination that no job reaches.

    ## What it does
    Reports destinations that are neither the default nor named by a tool, a resubmission or a
    dynamic destination. Rules may name any: a job_conf with rules is left alone.

    ## Why is this bad
    Nothing goes wrong. Often the destination is left over, or a tool was meant for it.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        small: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ154"
    name = "unused-destination"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations that nothing names."""
        if is_open_ended(conf):
            return
        used = {destination.id.data for destination in reachable_destinations(conf)}
        for destination in enabled_destinations(conf):
            if destination.id.data not in used:
                message = (
                    f"No job gets to '{destination.id.data}'. Name it for a tool, or remove it."
                )
                yield self.finding(destination.id.place, message)
