# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ165: Ignored `allow_guests`."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class


class IgnoredAllowGuests(JobConfRule):
    """Ignored `allow_guests`.

    ## What it does
    Finds `allow_guests`, which should run jobs of users without an account on the cluster as
    Galaxy's own user.

    ## Why is this bad
    Galaxy 26.1 ignores it. Galaxy looks up the account first, and the job of a user without an
    account fails.

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
    name = "ignored-allow-guests"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that have no effect."""
        for destination, runner_class in destinations_with_class(conf):
            param = destination.params.get("allow_guests")
            if param is not None and runner_class.destination_param("allow_guests"):
                message = (
                    "'allow_guests' is ignored by Galaxy 26.1: jobs of users without an account "
                    "fail before it is read. Send these users to another destination."
                )
                yield self.finding(param.name.place, message)
