# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ702: Job without a partition on a cluster without a default partition."""

from __future__ import annotations

from .base import SlurmRule


class MissingDefaultPartition(SlurmRule):
    """Job without a partition on a cluster without a default partition.

    ## What it does
    Finds destinations that request no partition, if no partition of the slurm.conf has
    `Default=YES`.

    ## Why is this bad
    Slurm rejects the jobs: `No partition specified or system default partition`.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          nativeSpecification: --ntasks=1
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] MaxTime=2-00:00:00
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
          nativeSpecification: --ntasks=1 --partition=main
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-00:00:00
    PartitionName=gpu Nodes=gpu1
    ```

    ## References
    - slurm.conf(5), Default
    """

    code = "GJ702"
    name = "missing-default-partition"
