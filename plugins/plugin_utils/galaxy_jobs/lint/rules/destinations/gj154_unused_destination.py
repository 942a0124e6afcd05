# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ154: Destination that gets no jobs."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations, is_open_ended, reachable_destinations


class UnusedDestination(JobConfRule):
    """Destination that gets no jobs.

    ## What it does
    Finds destinations that are neither the default nor named by a tool, a resubmission or a
    dynamic destination. Rules may name any destination, so a job_conf with rules is skipped.

    ## Why is this bad
    Usually the destination is obsolete, or a tool should use it.

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
        """Yield the destinations that get no jobs."""
        if is_open_ended(conf):
            return
        used = {destination.id.data for destination in reachable_destinations(conf)}
        for destination in enabled_destinations(conf):
            if destination.id.data not in used:
                message = (
                    f"'{destination.id.data}' gets no jobs. Assign it to a tool, or remove it."
                )
                yield self.finding(destination.id.place, message)
