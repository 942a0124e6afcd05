# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ615: Invalid walltime of HTCondor."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class IgnoredWalltime(OptionRule):
    """Invalid walltime of HTCondor.

    ## What it does
    Checks `request_walltime` of destinations with the HTCondor runner.

    ## Why is this bad
    Galaxy ignores the value: jobs run without a time limit.

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
    name = "ignored-walltime"
    effect = "silent"
    kinds = frozenset({"invalid-time"})
    systems = frozenset({"HTCondor"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"Invalid time '{problem.value}': the jobs have no time limit. Expected seconds, "
            "hours:minutes:seconds or days-hours:minutes:seconds."
        )
