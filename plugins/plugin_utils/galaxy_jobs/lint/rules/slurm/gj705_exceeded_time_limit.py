# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ705: Time limit above the partition's maximum."""

from __future__ import annotations

from .base import SlurmRule


class ExceededTimeLimit(SlurmRule):
    """Time limit above the partition's maximum.

    ## What it does
    Compares the requested time with `MaxTime` of the partition. With a QOS the rule is skipped,
    because a QOS may allow more.

    ## Why is this bad
    Slurm rejects the jobs, or they wait forever: `PartitionTimeLimit`.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          nativeSpecification: --ntasks=1 --time=72:00:00
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
          nativeSpecification: --ntasks=1 --time=48:00:00
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-00:00:00
    PartitionName=gpu Nodes=gpu1
    ```

    ## References
    - slurm.conf(5), MaxTime
    """

    code = "GJ705"
    name = "exceeded-time-limit"
