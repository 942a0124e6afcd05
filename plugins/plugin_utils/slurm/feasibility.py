# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Reasons why a request can never start on a cluster, according to its slurm.conf."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .cluster import Gres, Node, Partition
from .times import format_time

# These are also the names of the lint rules that report them.
ObstacleKind = t.Literal[
    "unknown-partition",
    "missing-default-partition",
    "exceeded-node-size",
    "unavailable-resource",
    "exceeded-time-limit",
    "exceeded-partition-size",
]
_ON_ONE_NODE = "requested on one node, but"
_PLAIN_FEATURE = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class SlurmRequest:
    """The resources that a job requests; None or empty means not requested.

    cores is the total over all nodes, memory_mb is MiB per node. Tasks can be on different nodes,
    but all cores of a task are on one node. tasks defaults to one. gres is counted per node, or
    over all nodes if gres_in_total is set.
    """

    partitions: tuple[str, ...] = ()
    nodes: int | None = None
    tasks: int | None = None
    cores: int | None = None
    memory_mb: int | None = None
    seconds: int | None = None
    gres: tuple[Gres, ...] = ()
    gres_in_total: bool = False
    features: str | None = None
    qos: str | None = None

    @property
    def cores_per_task(self) -> int:
        """The number of cores that must be on one node."""
        return -(-(self.cores or 1) // (self.tasks or 1))


class Obstacle(t.NamedTuple):
    """A reason why a request can never start.

    field and subject are the responsible part of the request and its value. known are the valid
    names.
    """

    kind: ObstacleKind
    message: str
    field: str = ""
    subject: str = ""
    known: tuple[str, ...] = ()


def find_obstacles(
    request: SlurmRequest, partitions: Mapping[str, Partition]
) -> Iterator[Obstacle]:
    """Yield the reasons why no partition can ever start a request. Unknown values are no reason."""
    for name in request.partitions:
        if name and name not in partitions:
            message = f"The cluster has no partition '{name}'."
            yield Obstacle("unknown-partition", message, "partitions", name, tuple(partitions))
    names = partition_names(request, partitions)
    if not names:
        message = "No partition requested, and the cluster has no default partition."
        yield Obstacle("missing-default-partition", message)
    offer = _Offer(tuple(partitions[name] for name in names if name in partitions))
    if offer.partitions:
        yield from _node_obstacles(request, offer)
        yield from _resource_obstacles(request, offer)
        yield from _time_obstacles(request, offer)
        yield from _partition_obstacles(request, offer)


def partition_names(request: SlurmRequest, partitions: Mapping[str, Partition]) -> tuple[str, ...]:
    """Return the requested partitions, or else the default partition."""
    default = (partition.name for partition in partitions.values() if partition.default)
    return request.partitions or tuple(default)


@dataclass(frozen=True)
class _Offer:
    """The resources of the partitions that a job may start in."""

    partitions: tuple[Partition, ...]

    def __str__(self) -> str:
        names = ", ".join(f"'{partition.name}'" for partition in self.partitions)
        return f"partition {names}" if len(self.partitions) == 1 else f"partitions {names}"

    @property
    def nodes(self) -> dict[Node, int]:
        """The count of each kind of node; empty if the nodes of any partition are unknown."""
        nodes: dict[Node, int] = {}
        for partition in self.partitions:
            if not partition.nodes:
                return {}
            nodes.update(partition.nodes)
        return nodes


def _node_obstacles(request: SlurmRequest, offer: _Offer) -> Iterator[Obstacle]:
    cores, memory = request.cores_per_task, request.memory_mb or 0
    nodes = list(offer.nodes)
    limit = _largest(partition.memory_mb for partition in offer.partitions)
    if limit is not None and limit < memory:
        message = f"{memory} MB {_ON_ONE_NODE} MaxMemPerNode of {offer} is {limit}."
        yield Obstacle("exceeded-node-size", message, "memory_mb", str(memory))
    elif nodes and not any(_fits(node, cores, 0) for node in nodes):
        maximum = max(node.cores or 0 for node in nodes)
        message = f"{cores} cores {_ON_ONE_NODE} the largest node of {offer} has {maximum}."
        yield Obstacle("exceeded-node-size", message, "cores", str(cores))
    elif nodes and not any(_fits(node, 0, memory) for node in nodes):
        maximum = max(node.memory_mb or 0 for node in nodes)
        message = f"{memory} MB {_ON_ONE_NODE} the largest node of {offer} has {maximum} MB."
        yield Obstacle("exceeded-node-size", message, "memory_mb", str(memory))
    elif nodes and not any(_fits(node, cores, memory) for node in nodes):
        message = f"{cores} cores and {memory} MB {_ON_ONE_NODE} no node of {offer} has both."
        yield Obstacle("exceeded-node-size", message, "memory_mb", str(memory))


def _largest(limits: Iterable[int | None]) -> int | None:
    """Return the largest limit, None if one of them is unlimited."""
    numbers = list(limits)
    known = [number for number in numbers if number is not None]
    return max(known) if len(known) == len(numbers) else None


def _fits(node: Node, cores: int, memory: int) -> bool:
    has_cores = node.cores is None or node.cores >= cores
    return has_cores and (node.memory_mb is None or node.memory_mb >= memory)


def _resource_obstacles(request: SlurmRequest, offer: _Offer) -> Iterator[Obstacle]:
    nodes = offer.nodes
    if not nodes:
        return
    for requested in request.gres:
        counts = {node: _count(node, requested) for node in nodes}
        in_total = sum(count * nodes[node] for node, count in counts.items())
        available = in_total if request.gres_in_total else max(counts.values())
        if requested.number > available and requested.name != "none":
            parts = (requested.name, requested.type, str(requested.number))
            name = ":".join(filter(None, parts))
            limit = _describe_limit(available, request.gres_in_total, offer)
            message = f"'{name}' requested, but {limit}."
            yield Obstacle("unavailable-resource", message, "gres", requested.name)
    feature = request.features or ""
    if _PLAIN_FEATURE.fullmatch(feature):  # expressions with operators are not evaluated
        known = tuple(sorted({name for node in nodes for name in node.features}))
        if feature not in known:
            message = f"Feature '{feature}' requested, but no node of {offer} has it."
            yield Obstacle("unavailable-resource", message, "features", feature, known)


def _count(node: Node, requested: Gres) -> int:
    return sum(
        gres.number
        for gres in node.gres
        if gres.name == requested.name and requested.type in (None, gres.type)
    )


def _describe_limit(number: int, in_total: bool, offer: _Offer) -> str:
    if not number:
        return f"no node of {offer} has any"
    if in_total:
        return f"all nodes of {offer} together have {number}"
    return f"no node of {offer} has more than {number}"


def _time_obstacles(request: SlurmRequest, offer: _Offer) -> Iterator[Obstacle]:
    # A QOS may allow more than the partition.
    has_qos = request.qos or any(partition.qos for partition in offer.partitions)
    if request.seconds is None or has_qos:
        return
    limit = _largest(partition.seconds for partition in offer.partitions)
    if limit is not None and limit < request.seconds:
        requested = format_time(request.seconds)
        message = f"{requested} requested, but MaxTime of {offer} is {format_time(limit)}."
        yield Obstacle("exceeded-time-limit", message, "seconds")


def _partition_obstacles(request: SlurmRequest, offer: _Offer) -> Iterator[Obstacle]:
    # The cores of a single task must fit on a node: see _node_obstacles().
    cores = request.cores if request.tasks else None
    for number, unit, count in (
        (request.nodes, "nodes", _max_nodes),
        (cores, "cores", _max_cores),
    ):
        limit = _largest(count(partition) for partition in offer.partitions)
        if number is not None and limit is not None and number > limit:
            message = f"{number} {unit} requested, but a job in {offer} gets at most {limit}."
            yield Obstacle("exceeded-partition-size", message, unit, str(number))


def _max_nodes(partition: Partition) -> int | None:
    total = sum(partition.nodes.values()) if partition.nodes else None
    known = [number for number in (total, partition.max_nodes) if number is not None]
    return min(known) if known else None


def _max_cores(partition: Partition) -> int | None:
    nodes = partition.nodes or {}
    if not nodes or any(node.cores is None for node in nodes):
        return None
    return sum((node.cores or 0) * number for node, number in nodes.items())
