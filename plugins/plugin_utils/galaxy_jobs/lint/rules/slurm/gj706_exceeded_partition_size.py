# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ706: More nodes or cores than a partition has."""

from __future__ import annotations

from .base import SlurmRule


class ExceededPartitionSize(SlurmRule):
    """More nodes or cores than a partition has.

    ## What it does
    Compares the nodes and cores of a job with all nodes of the partition, and the nodes also
    with `MaxNodes`.

    ## Why is this bad
    Slurm rejects the jobs, or they wait forever.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          nativeSpecification: --nodes=1 --ntasks=200
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
          nativeSpecification: --nodes=1 --ntasks=32
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-00:00:00
    PartitionName=gpu Nodes=gpu1
    ```

    ## References
    - slurm.conf(5), Nodes and MaxNodes
    """

    code = "GJ706"
    name = "exceeded-partition-size"
