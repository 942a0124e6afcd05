# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ615: A walltime for HTCondor that Galaxy cannot read."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class UnreadWalltime(NativeRule):
    """A walltime for HTCondor that Galaxy cannot read.

    ## What it does
    Checks `request_walltime` of destinations of the HTCondor runner.

    ## Why is this bad
    Jobs run without a time limit.

    ## Example
    ```yaml job_conf.yml
    runners:
      condor: {load: galaxy.jobs.runners.htcondor:HTCondorJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: condor
          request_walltime: 24h
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      condor: {load: galaxy.jobs.runners.htcondor:HTCondorJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: condor
          request_walltime: "24:00:00"
    ```

    ## References
    - galaxy/jobs/runners/htcondor.py, _parse_walltime_seconds
    """

    code = "GJ615"
    name = "unread-walltime"
    effect = "silent"
    kinds = frozenset({"unreadable-time"})
    systems = frozenset({"HTCondor"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return (
            f"'{flaw.value}' is no time: there is no limit. Expected seconds, "
            "hours:minutes:seconds or days-hours:minutes:seconds."
        )
