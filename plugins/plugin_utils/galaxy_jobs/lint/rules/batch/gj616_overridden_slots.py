# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ616: GALAXY_SLOTS set where the batch system tells it."""

from __future__ import annotations

from collections.abc import Iterator

from ....batch import grid_engine, sbatch, slurm_drmaa
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class OverriddenSlots(Rule):
    """GALAXY_SLOTS set where the batch system tells it.

    ## What it does
    Looks for destinations that set GALAXY_SLOTS in their environment, while Slurm or Grid
    Engine tells each job its cores.

    ## Why is this bad
    The job script sets GALAXY_SLOTS once more, from what the batch system says: the
    destination's own value is lost. Ask the batch system for the cores.

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
        """Yield the values that do not last."""
        for destination, native in context.natives:
            cores = str(native.request.cores or 1)
            for env in destination.env if native.system in _TELLING else ():
                set_to = env.value.data if env.value else None
                if env.name and env.name.data == "GALAXY_SLOTS" and set_to != cores:
                    message = (
                        f"{native.system} tells jobs their cores: GALAXY_SLOTS becomes those."
                        " Remove it."
                    )
                    yield self.finding(env.name.place, message)


_TELLING = (slurm_drmaa.SYSTEM, sbatch.SYSTEM, grid_engine.SYSTEM)
