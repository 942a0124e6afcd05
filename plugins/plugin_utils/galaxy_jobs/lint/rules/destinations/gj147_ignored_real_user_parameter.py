# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ147: Real-user parameter that the runner ignores."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class


class IgnoredRealUserParameter(JobConfRule):
    """Real-user parameter that the runner ignores.

    ## What it does
    Finds the parameters of real-user jobs if the runner is not DRMAA, Slurm or Univa.

    ## Why is this bad
    Other runners ignore them: jobs run as Galaxy's own user.

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
    name = "ignored-real-user-parameter"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that have no effect."""
        for destination, runner_class in destinations_with_class(conf):
            if runner_class.load.startswith(_REAL_USER_RUNNERS):
                continue
            for name in _PARAMS:
                if name in destination.params:
                    message = (
                        f"'{name}' is ignored: only the DRMAA, Slurm and Univa runners read it. "
                        "Remove it."
                    )
                    yield self.finding(destination.params[name].name.place, message)


_REAL_USER_RUNNERS = tuple(f"galaxy.jobs.runners.{name}:" for name in ("drmaa", "slurm", "univa"))
_PARAMS = (
    "drmaa_external_runjob_script",
    "drmaa_external_killjob_script",
    "external_chown_script",
    "real_system_username",
)
