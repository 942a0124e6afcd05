# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ152: Unknown destination of a resubmission."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of, reachable_destinations


class UnknownResubmitDestination(JobConfRule):
    """Unknown destination of a resubmission.

    ## What it does
    Checks the destinations of resubmissions against the ids and tags of the destinations.

    ## Why is this bad
    The job is not resubmitted, it fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, resubmit: [{environment: mian}]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, resubmit: [{environment: main}]}
    ```

    ## References
    - galaxy/jobs/runners/state_handlers/resubmit.py
    """

    code = "GJ152"
    name = "unknown-resubmit-destination"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the resubmission targets that match no destination id or tag."""
        known = destinations_by_name(conf)
        for destination in reachable_destinations(conf):
            for resubmit in destination.resubmit:
                target = resubmit.destination
                if target is None or target.data is None or is_one_of(target, known):
                    continue
                hint = did_you_mean(target.plain(), known)
                message = f"Unknown destination '{target.plain()}': jobs are not resubmitted.{hint}"
                yield self.finding(target.place, message, did_you_mean_fix(target, known))
