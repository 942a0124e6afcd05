# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ613: Tasks that may get cores on several nodes."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class TasksMaySpread(NativeRule):
    """Tasks that may get cores on several nodes.

    ## What it does
    Looks for destinations for Slurm whose jobs ask for several tasks and do not say on how many
    nodes.

    ## Why is this bad
    Slurm may give them cores on several nodes. Galaxy runs the tool on the first alone, and
    GALAXY_SLOTS is the number of its cores there: less than was asked for. One task with
    several cores always stays on one node.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --ntasks=8
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
          native_specification: --ntasks=1 --cpus-per-task=8
    ```

    ## References
    - galaxy/jobs/runners/util/job_script/CLUSTER_SLOTS_STATEMENT.sh
    - sbatch(1), --ntasks
    """

    code = "GJ613"
    name = "tasks-may-spread"
    effect = "silent"
    kinds = frozenset({"may-spread"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return (
            f"'{flaw.what}' asks for {flaw.value} tasks, which may be on several nodes: "
            "GALAXY_SLOTS counts the cores of the first. Ask for cpus-per-task, or for one node."
        )
