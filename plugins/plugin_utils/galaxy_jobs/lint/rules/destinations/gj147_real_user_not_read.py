# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ147: Scripts that run jobs as their user, where the runner has none."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, reachable_destinations, runner_of


class RealUserNotRead(JobConfRule):
    """Scripts that run jobs as their user, where the runner has none.

    ## What it does
    Finds the parameters of real-user jobs where the runner is not DRMAA, Slurm or Univa.

    ## Why is this bad
    No other runner reads them: jobs run as Galaxy's own user.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, drmaa_external_runjob_script: scripts/run.py}
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
    - galaxy/jobs/runners/drmaa.py
    """

    code = "GJ147"
    name = "real-user-not-read"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that have no effect."""
        for destination in reachable_destinations(conf):
            of = class_of(runner_of(conf, destination))
            if of is None or of.load.startswith(_HONOURING):
                continue
            for name in _PARAMS:
                if name in destination.params:
                    message = (
                        f"'{name}' has no effect here: DRMAA, Slurm and Univa alone read it."
                        " Remove it."
                    )
                    yield self.finding(destination.params[name].name.place, message)


_HONOURING = tuple(f"galaxy.jobs.runners.{name}:" for name in ("drmaa", "slurm", "univa"))
_PARAMS = (
    "drmaa_external_runjob_script",
    "drmaa_external_killjob_script",
    "external_chown_script",
    "real_system_username",
)
