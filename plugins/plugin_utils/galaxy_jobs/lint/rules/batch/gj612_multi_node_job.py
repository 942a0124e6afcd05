# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ612: Job on several nodes."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class MultiNodeJob(OptionRule):
    """Job on several nodes.

    ## What it does
    Finds Slurm destinations whose jobs request more than one node.

    ## Why is this bad
    Galaxy runs the tool only on the first node, and GALAXY_SLOTS counts only the cores of that
    node. The cores of other nodes stay idle.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --nodes=2 --ntasks=8
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
          native_specification: --nodes=1 --ntasks=8
    ```

    ## References
    - galaxy/jobs/runners/util/job_script/CLUSTER_SLOTS_STATEMENT.sh
    """

    code = "GJ612"
    name = "multi-node-job"
    effect = "silent"
    kinds = frozenset({"several-nodes"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"'{problem.option}' requests {problem.value} nodes, but the tool runs only on the "
            "first one. GALAXY_SLOTS counts the cores of that node."
        )
