# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ704: Generic resources or features that no node has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....slurm.cluster import Gres, Node, gres
from ....batch import sbatch
from ....words import did_you_mean
from ...finding import Finding
from .base import Asked, SlurmRule


class NoNodeWithResource(SlurmRule):
    """Generic resources or features that no node has.

    ## What it does
    Checks the generic resources, such as GPUs, and the features that jobs ask for against the
    nodes of the partition. Features with operators are left alone.

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
          nativeSpecification: --partition=main --gres=gpu:1
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
          nativeSpecification: --partition=gpu --gres=gpu:1
    ```
    ```ini slurm.conf
    ClusterName=galaxy
    NodeName=node[1-4] CPUs=32 RealMemory=128000
    NodeName=gpu1 CPUs=64 RealMemory=256000 Gres=gpu:2
    PartitionName=main Nodes=node[1-4] Default=YES MaxTime=2-00:00:00
    PartitionName=gpu Nodes=gpu1
    ```

    ## References
    - slurm.conf(5), Gres and Feature
    """

    code = "GJ704"
    name = "no-node-with-resource"
    effect = "job"

    def check_asked(self, found: Asked) -> Iterator[Finding]:
        """Yield what no node has."""
        nodes = found.nodes or {}
        for wanted in gres(",".join(found.request.gres)) if nodes else ():
            at_most = max(_count(node, wanted) for node in nodes)
            if found.system == sbatch.SYSTEM:  # --gpus counts those of all nodes
                at_most = sum(_count(node, wanted) * number for node, number in nodes.items())
            if wanted.number > at_most and wanted.name != "none":
                name = ":".join(filter(None, (wanted.name, wanted.type)))
                has = f"no node of {found.where} has more than {at_most}"
                message = f"{wanted.number} of '{name}': {has if at_most else _nothing(found)}."
                yield self.finding(found.place(wanted.name), message)
        feature = found.request.features
        plain = feature is not None and re.fullmatch(r"[\w.-]+", feature)
        if nodes and plain and not any(feature in node.features for node in nodes):
            known = {name for node in nodes for name in node.features}
            message = f"No node of {found.where} has the feature '{feature}'."
            yield self.finding(found.place(feature or ""), message + did_you_mean(feature, known))


def _nothing(found: Asked) -> str:
    return f"no node of {found.where} has any"


def _count(node: Node, wanted: Gres) -> int:
    return sum(
        each.number
        for each in node.gres
        if each.name == wanted.name and wanted.type in (None, each.type)
    )
