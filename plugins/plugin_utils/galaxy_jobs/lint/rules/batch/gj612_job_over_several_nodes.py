# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ612: Jobs that ask for several nodes."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class JobOverSeveralNodes(NativeRule):
    """Jobs that ask for several nodes.

    ## What it does
    Looks for destinations for Slurm whose jobs ask for more than one node.

    ## Why is this bad
    Galaxy runs the tool on the first node alone, and GALAXY_SLOTS is the number of its cores
    there. Those of the other nodes stay idle.

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
    name = "job-over-several-nodes"
    effect = "silent"
    kinds = frozenset({"two-nodes"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return (
            f"'{flaw.what}' asks for {flaw.value} nodes, but tools run on the first alone: "
            "GALAXY_SLOTS counts its cores."
        )
