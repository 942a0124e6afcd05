# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ616: GALAXY_SLOTS overridden by the batch system."""

from __future__ import annotations

from collections.abc import Iterator

from ....batch import grid_engine, sbatch, slurm_drmaa
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class OverriddenSlots(Rule):
    """GALAXY_SLOTS overridden by the batch system.

    ## What it does
    Finds destinations that set GALAXY_SLOTS in their environment although Slurm or Grid Engine
    reports the cores to each job.

    ## Why is this bad
    The job script sets GALAXY_SLOTS again, to the number of cores that the batch system
    reports, and overrides the value of the destination. Request the cores from the batch system
    instead.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          env: [{name: GALAXY_SLOTS, value: "8"}]
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --cpus-per-task=8
    ```

    ## References
    - galaxy/jobs/runners/util/job_script/CLUSTER_SLOTS_STATEMENT.sh
    """

    code = "GJ616"
    name = "overridden-slots"
    effect = "silent"
    needs = ("job_conf",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the values that are overridden."""
        for destination, parsed in context.parsed_requests:
            cores = str(parsed.request.cores or 1)
            for env in destination.env if parsed.system in _REPORTS_CORES else ():
                value = env.value.data if env.value else None
                if env.name and env.name.data == "GALAXY_SLOTS" and value != cores:
                    message = (
                        f"GALAXY_SLOTS is overridden by the number of cores that {parsed.system} "
                        "reports. Remove it."
                    )
                    yield self.finding(env.name.place, message)


_REPORTS_CORES = (slurm_drmaa.SYSTEM, sbatch.SYSTEM, grid_engine.SYSTEM)
