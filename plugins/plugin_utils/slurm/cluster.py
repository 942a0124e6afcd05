# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a slurm.conf offers to jobs: its partitions, and the nodes in each.

What the file leaves open is None: nothing is concluded from it.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...module_utils._errors import ClusterError
from ...module_utils._slurm.scontrol import seconds
from .conf import Line, SlurmConf
from .hostlist import expand
from .nodes import cpus_of

_NAMED_BY_FEATURE = "{"
_SIZE = re.compile(r"(\d+)([kmgt]?)", re.IGNORECASE)
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4}


class Gres(t.NamedTuple):
    """A generic resource: gpu, its type if it has one, and how many of it."""

    name: str
    type: str | None
    number: int


class Node(t.NamedTuple):
    """What one node has for jobs, or each of several that are alike."""

    cores: int | None
    memory_mb: int | None
    gres: tuple[Gres, ...]
    features: frozenset[str]


@dataclass(frozen=True)
class Partition:
    """A partition. nodes holds each kind of node with its number, None when it is not known.

    seconds is the longest that its jobs may run, None without a limit; most_nodes and memory_mb
    are what one job may have.
    """

    name: str
    nodes: Mapping[Node, int] | None
    default: bool = False
    seconds: int | None = None
    most_nodes: int | None = None
    memory_mb: int | None = None
    qos: str | None = None


def partitions(conf: SlurmConf) -> dict[str, Partition]:
    """Return the partitions by name. Raises ClusterError for a value that Slurm cannot read."""
    named = _named_nodes(conf)
    found: dict[str, Partition] = {}
    values: dict[str, dict[str, str]] = {}
    for line in _with_defaults(conf.partitions):
        for name in line.name.split(","):
            values[name] = {**values.get(name, {}), **line.values}
            found[name] = _partition(name, values[name], named, conf.options)
    return found


def gres(text: str) -> tuple[Gres, ...]:
    """Return the generic resources of "gpu:tesla:2,fpga": of a node, or asked for."""
    return tuple(_gres(part) for part in text.split(",") if part)


def _gres(text: str) -> Gres:
    bare = re.sub(r"^gres[:/]|\(.*\)$|:no_consume", "", text.strip()).replace("=", ":")
    name, *rest = bare.split(":")
    size = _SIZE.fullmatch(rest[-1]) if rest else None
    kind = rest[0] if rest and (size is None or len(rest) > 1) else None
    number = int(size[1]) * _UNITS[size[2].lower()] if size else 1
    return Gres(name.lower(), kind, number)


def _with_defaults(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, each with the values of those called DEFAULT before it."""
    default: dict[str, str] = {}
    for line in lines:
        if line.name.upper() == "DEFAULT":
            default = {**default, **line.values}
        else:
            yield Line(line.name, {**default, **line.values})


class _Named(t.NamedTuple):
    """All nodes, and what the node sets stand for: None when that is not known."""

    nodes: Mapping[str, Node]
    sets: Mapping[str, frozenset[str] | None]


def _named_nodes(conf: SlurmConf) -> _Named:
    nodes: dict[str, Node] = {}
    for line in _with_defaults(conf.nodes):
        node = _node(line)
        nodes.update(dict.fromkeys(expand(line.name, "NodeName"), node))
    sets = {line.name: _members(line, nodes) for line in conf.node_sets}
    return _Named(nodes, sets)


def _members(line: Line, nodes: Mapping[str, Node]) -> frozenset[str] | None:
    """Return the nodes of a node set."""
    listed = line.values.get("Nodes", "")
    feature = line.values.get("Feature")
    if _NAMED_BY_FEATURE in listed:
        return None
    having = [name for name, node in nodes.items() if feature in node.features]
    return frozenset([*having, *expand(listed, f"NodeSet={line.name}")])


def _node(line: Line) -> Node:
    values = line.values
    memory = _number(line, "RealMemory")
    if memory is not None:
        memory -= _number(line, "MemSpecLimit") or 0
    features = ",".join(values.get(name, "") for name in ("Features", "Feature"))
    try:
        cores = cpus_of(values) or None
    except ValueError as error:
        raise ClusterError(f"NodeName={line.name}: {error}; expected whole numbers.") from None
    return Node(
        cores, memory, gres(values.get("Gres", "")), frozenset(filter(None, features.split(",")))
    )


def _partition(
    name: str, values: Mapping[str, str], named: _Named, options: Mapping[str, str]
) -> Partition:
    line = Line(f"PartitionName={name}", values)
    limit = values.get("MaxTime")
    memory = line if "MaxMemPerNode" in values else Line("slurm.conf", options)
    return Partition(
        name,
        _nodes_of(line, named),
        values.get("Default", "").upper() in ("YES", "TRUE", "UP", "1"),
        None if limit is None else seconds(limit),
        _number(line, "MaxNodes"),
        _number(memory, "MaxMemPerNode") or None,
        values.get("QOS"),
    )


def _nodes_of(line: Line, named: _Named) -> dict[Node, int] | None:
    """Return the kinds of nodes of a partition, and how many there are of each."""
    listed = line.values.get("Nodes", "")
    if _NAMED_BY_FEATURE in listed:
        return None
    names: set[str] = set()
    for name in expand(listed, line.name) if listed else ():
        if name.upper() == "ALL":
            names.update(named.nodes)
        elif name in named.sets:
            members = named.sets[name]
            if members is None:
                return None
            names.update(members)
        elif name in named.nodes:
            names.add(name)
        else:
            return None
    kinds: dict[Node, int] = {}
    for name in sorted(names):
        if name in named.nodes:
            kinds[named.nodes[name]] = kinds.get(named.nodes[name], 0) + 1
    return kinds


def _number(line: Line, option: str) -> int | None:
    """Return a number of a line, None for none and for no limit. Raises ClusterError."""
    text = line.values.get(option)
    if text is None or text.upper() in ("UNLIMITED", "INFINITE"):
        return None
    found = _SIZE.fullmatch(text)
    if found is None or found[2].lower() not in ("", "k"):
        raise ClusterError(f"{line.name}: {option} is '{text}'; expected a whole number.")
    return int(found[1]) * _UNITS[found[2].lower()]
