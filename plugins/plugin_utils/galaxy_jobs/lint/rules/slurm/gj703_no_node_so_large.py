# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ703: More cores or memory than any node has."""

from __future__ import annotations

from collections.abc import Iterator

from .....slurm.cluster import Node
from ....text import Place
from ...finding import Finding
from .base import Asked, SlurmRule


class NoNodeSoLarge(SlurmRule):
    """More cores or memory than any node has.

    ## What it does
    Compares the cores of a task, and the memory of a node, with the nodes of the partition, and
    the memory with its MaxMemPerNode.

    ## Why is this bad
    The jobs are refused, or wait for ever: Requested node configuration is not available.

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
    name = "no-node-so-large"
    effect = "job"

    def check_asked(self, found: Asked) -> Iterator[Finding]:
        """Yield the cores or the memory that no node has."""
        cores, memory = found.cores_of_node, found.memory_of_node
        nodes = found.nodes or {}
        most = [partition.memory_mb for partition in found.partitions]
        if most and all(limit is not None and limit < memory for limit in most):
            message = f"{memory} MB are more than a job may have on a node of {found.where}."
            yield self.finding(found.place(str(memory)), message)
        elif nodes and not any(_has(node, cores, memory) for node in nodes):
            yield self.finding(*_too_much(found, list(nodes)))


def _has(node: Node, cores: int, memory: int) -> bool:
    enough = node.cores is None or node.cores >= cores
    return enough and (node.memory_mb is None or node.memory_mb >= memory)


def _too_much(found: Asked, nodes: list[Node]) -> tuple[Place, str]:
    """Return what no node has: the cores, the memory, or both at once."""
    cores, memory = found.cores_of_node, found.memory_of_node
    if not any(_has(node, cores, 0) for node in nodes):
        most = max(node.cores or 0 for node in nodes)
        message = f"{cores} cores on one node: the largest of {found.where} has {most}."
        return found.place(str(cores)), message
    if not any(_has(node, 0, memory) for node in nodes):
        most = max(node.memory_mb or 0 for node in nodes)
        message = f"{memory} MB on one node: the largest of {found.where} has {most} MB."
        return found.place(str(memory)), message
    message = f"No node of {found.where} has both {cores} cores and {memory} MB."
    return found.place(str(memory)), message
