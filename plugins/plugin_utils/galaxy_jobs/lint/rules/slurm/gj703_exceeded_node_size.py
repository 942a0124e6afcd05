# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ703: More cores or memory than any node has."""

from __future__ import annotations

from .base import SlurmRule


class ExceededNodeSize(SlurmRule):
    """More cores or memory than any node has.

    ## What it does
    Compares the cores of a task and the memory on a node with the nodes of the partition, and
    the memory also with `MaxMemPerNode`.

    ## Why is this bad
    Slurm rejects the jobs, or they wait forever: `Requested node configuration is not
    available`.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          nativeSpecification: --cpus-per-task=8 --mem=256000
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
          nativeSpecification: --cpus-per-task=8 --mem=128000
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-00:00:00
    PartitionName=gpu Nodes=gpu1
    ```

    ## References
    - slurm.conf(5), CPUs, RealMemory, MaxMemPerNode
    """

    code = "GJ703"
    name = "exceeded-node-size"
