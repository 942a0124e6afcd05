# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ613: Several tasks without a number of nodes."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class TasksWithoutNodeCount(OptionRule):
    """Several tasks without a number of nodes.

    ## What it does
    Finds Slurm destinations whose jobs request several tasks, but not the number of nodes.

    ## Why is this bad
    Slurm may spread the tasks over several nodes. Galaxy runs the tool only on the first node,
    and GALAXY_SLOTS counts only the cores of that node, which are fewer than requested. One
    task with several cores always stays on one node.

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
    name = "tasks-without-node-count"
    effect = "silent"
    kinds = frozenset({"spread-tasks"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"'{problem.option}' requests {problem.value} tasks, which may be spread over several "
            "nodes. GALAXY_SLOTS counts the cores of the first one. Request cpus-per-task, or one "
            "node."
        )
