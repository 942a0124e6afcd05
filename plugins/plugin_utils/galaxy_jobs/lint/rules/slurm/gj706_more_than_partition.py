# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ706: More nodes or cores than a whole partition has."""

from __future__ import annotations

from collections.abc import Iterator

from .....slurm.cluster import Partition
from ...finding import Finding
from .base import Asked, SlurmRule


class MoreThanPartition(SlurmRule):
    """More nodes or cores than a whole partition has.

    ## What it does
    Compares the nodes and cores of a job with all nodes of its partition, and the nodes with
    its MaxNodes.

    ## Why is this bad
    The jobs are refused, or wait for ever.

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
    name = "more-than-partition"
    effect = "job"

    def check_asked(self, found: Asked) -> Iterator[Finding]:
        """Yield the numbers that are too large."""
        nodes = [_nodes(partition) for partition in found.partitions]
        cores = [_cores(partition) for partition in found.partitions]
        # The cores of one task are on one node: another rule looks at those.
        spread = found.request.cores if found.request.tasks else None
        wanted = ((found.request.nodes, nodes, "nodes"), (spread, cores, "cores"))
        for number, there, what in wanted:
            known = [each for each in there if each is not None]
            if number is not None and len(known) == len(there) and number > max(known):
                message = f"{number} {what}: a job of {found.where} gets at most {max(known)}."
                yield self.finding(found.place(str(number)), message)


def _nodes(partition: Partition) -> int | None:
    there = sum(partition.nodes.values()) if partition.nodes else None
    known = [each for each in (there, partition.most_nodes) if each is not None]
    return min(known) if known else None


def _cores(partition: Partition) -> int | None:
    nodes = partition.nodes or {}
    if not nodes or any(node.cores is None for node in nodes):
        return None
    return sum((node.cores or 0) * number for node, number in nodes.items())
