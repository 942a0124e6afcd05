# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ165: A permission for guests that is never asked for."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, reachable_destinations, runner_of


class GuestsNotAllowed(JobConfRule):
    """A permission for guests that is never asked for.

    ## What it does
    Finds `allow_guests`, which was to let users without an account on the cluster run their jobs
    as Galaxy's own user.

    ## Why is this bad
    In Galaxy 26.1 it has no effect: the account is looked up first, and the job of a user who has
    none fails then.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main: {runner: slurm, drmaa_external_runjob_script: scripts/run.py, allow_guests: true}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main: {runner: slurm, drmaa_external_runjob_script: scripts/run.py}
    ```

    ## References
    - galaxy/jobs/runners/drmaa.py, DRMAAJobRunner.queue_job
    - galaxy/jobs/__init__.py, MinimalJobWrapper.user_system_pwent
    """

    code = "GJ165"
    name = "guests-not-allowed"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the permissions."""
        for destination in reachable_destinations(conf):
            param = destination.params.get("allow_guests")
            of = class_of(runner_of(conf, destination))
            if param is not None and of is not None and of.destination_param("allow_guests"):
                message = (
                    "'allow_guests' has no effect in Galaxy 26.1: jobs of users without an account "
                    "fail before it is read. Send these users to another destination."
                )
                yield self.finding(param.name.place, message)
