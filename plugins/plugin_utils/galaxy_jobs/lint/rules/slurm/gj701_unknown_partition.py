# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ701: Unknown partition."""

from __future__ import annotations

from .base import SlurmRule


class UnknownPartition(SlurmRule):
    """Unknown partition.

    ## What it does
    Checks the requested partitions against the slurm.conf.

    ## Why is this bad
    Slurm rejects the jobs: `Invalid partition name specified`.

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
