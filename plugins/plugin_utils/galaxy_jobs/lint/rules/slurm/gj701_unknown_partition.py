# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ701: A partition that the cluster does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import asked


class UnknownPartition(Rule):
    """A partition that the cluster does not have.

    ## What it does
    Checks the partitions that jobs ask for against the slurm.conf.

    ## Why is this bad
    Slurm refuses the jobs: Invalid partition name specified.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          nativeSpecification: --partition=mian
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-00:00:00
    PartitionName=gpu Nodes=gpu1
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
          nativeSpecification: --partition=main
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-00:00:00
    PartitionName=gpu Nodes=gpu1
    ```

    ## References
    - slurm.conf(5), PartitionName
    """

    code = "GJ701"
    name = "unknown-partition"
    effect = "job"
    needs = ("job_conf", "slurm_conf")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the partitions that are not there."""
        known = context.slurm_conf or {}
        for found in asked(context):
            for name in (found.request.partition or "").split(","):
                if name and name not in known:
                    hint = did_you_mean(name, known)
                    message = f"The cluster has no partition '{name}'.{hint}"
                    yield self.finding(found.place(name), message)
