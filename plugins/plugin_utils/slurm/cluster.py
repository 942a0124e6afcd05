# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The partitions of a slurm.conf, and the nodes in each of them.

None is a value that the file does not define; nothing is concluded from it.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...module_utils._errors import ClusterError
from ...module_utils._slurm.scontrol import parse_time
from .conf import Line, SlurmConf
from .hostlist import expand
from .nodes import count_cpus

_FEATURE_EXPRESSION = "{"
_SIZE = re.compile(r"(\d+)([kmgt]?)", re.IGNORECASE)
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4}


class Gres(t.NamedTuple):
    """A generic resource, such as gpu: its name, its type if any, and its count."""

    name: str
    type: str | None
    number: int


class Node(t.NamedTuple):
    """The resources of a node, or of each of several identical nodes."""

    cores: int | None
    memory_mb: int | None
    gres: tuple[Gres, ...]
    features: frozenset[str]


@dataclass(frozen=True)
class Partition:
    """A partition. nodes maps each kind of node to its count; None means unknown.

    seconds is the time limit of jobs. max_nodes and memory_mb (MiB per node) are limits of a
    job. None means no limit.
    """

    name: str
    nodes: Mapping[Node, int] | None
    default: bool = False
    seconds: int | None = None
    max_nodes: int | None = None
    memory_mb: int | None = None
    qos: str | None = None


def partitions(conf: SlurmConf) -> dict[str, Partition]:
    """Return the partitions by name. Raises ClusterError for an invalid value."""
    table = _node_table(conf)
    by_name: dict[str, Partition] = {}
    values: dict[str, dict[str, str]] = {}
    for line in _with_defaults(conf.partitions):
        for name in line.name.split(","):
            values[name] = {**values.get(name, {}), **line.values}
            by_name[name] = _partition(name, values[name], table, conf.options)
    return by_name


def parse_gres(text: str) -> tuple[Gres, ...]:
    """Return the generic resources in a value such as "gpu:tesla:2,fpga"."""
    return tuple(_parse_gres(part) for part in text.split(",") if part)


def _parse_gres(text: str) -> Gres:
    bare = re.sub(r"^gres[:/]|\(.*\)$|:no_consume", "", text.strip()).replace("=", ":")
    name, *rest = bare.split(":")
    size = _SIZE.fullmatch(rest[-1]) if rest else None
    kind = rest[0] if rest and (size is None or len(rest) > 1) else None
    number = int(size[1]) * _UNITS[size[2].lower()] if size else 1
    return Gres(name.lower(), kind, number)


def _with_defaults(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, each with the values of the DEFAULT lines before it."""
    default: dict[str, str] = {}
    for line in lines:
        if line.name.upper() == "DEFAULT":
            default = {**default, **line.values}
        else:
            yield Line(line.name, {**default, **line.values})


class _NodeTable(t.NamedTuple):
    """All nodes and the members of node sets, by name; None means unknown members."""

    nodes: Mapping[str, Node]
    sets: Mapping[str, frozenset[str] | None]


def _node_table(conf: SlurmConf) -> _NodeTable:
    nodes: dict[str, Node] = {}
    for line in _with_defaults(conf.nodes):
        node = _node(line)
        nodes.update(dict.fromkeys(expand(line.name, "NodeName"), node))
    sets = {line.name: _members(line, nodes) for line in conf.node_sets}
    return _NodeTable(nodes, sets)


def _members(line: Line, nodes: Mapping[str, Node]) -> frozenset[str] | None:
    """Return the names of the nodes in a node set, None if unknown."""
    listed = line.values.get("Nodes", "")
    feature = line.values.get("Feature")
    if _FEATURE_EXPRESSION in listed:
        return None
    matching = [name for name, node in nodes.items() if feature in node.features]
    return frozenset([*matching, *expand(listed, f"NodeSet={line.name}")])


def _node(line: Line) -> Node:
    values = line.values
    memory = _number(line, "RealMemory")
    if memory is not None:
        memory -= _number(line, "MemSpecLimit") or 0
    features = ",".join(values.get(name, "") for name in ("Features", "Feature"))
    try:
        cores = count_cpus(values) or None
    except ValueError as error:
        raise ClusterError(f"NodeName={line.name}: {error}; expected whole numbers.") from None
    return Node(
        cores,
        memory,
        parse_gres(values.get("Gres", "")),
        frozenset(filter(None, features.split(","))),
    )


def _partition(
    name: str, values: Mapping[str, str], table: _NodeTable, options: Mapping[str, str]
) -> Partition:
    line = Line(f"PartitionName={name}", values)
    limit = values.get("MaxTime")
    memory = line if "MaxMemPerNode" in values else Line("slurm.conf", options)
    return Partition(
        name=name,
        nodes=_count_nodes(line, table),
        default=values.get("Default", "").upper() in ("YES", "TRUE", "UP", "1"),
        seconds=None if limit is None else parse_time(limit),
        max_nodes=_number(line, "MaxNodes"),
        memory_mb=_number(memory, "MaxMemPerNode") or None,
        qos=values.get("QOS"),
    )


def _count_nodes(line: Line, table: _NodeTable) -> dict[Node, int] | None:
    """Return the count of each kind of node in a partition, None if unknown."""
    listed = line.values.get("Nodes", "")
    if _FEATURE_EXPRESSION in listed:
        return None
    names: set[str] = set()
    for name in expand(listed, line.name) if listed else ():
        if name.upper() == "ALL":
            names.update(table.nodes)
        elif name in table.sets:
            members = table.sets[name]
            if members is None:
                return None
            names.update(members)
        elif name in table.nodes:
            names.add(name)
        else:
            return None
    kinds: dict[Node, int] = {}
    for name in sorted(names):
        if name in table.nodes:
            kinds[table.nodes[name]] = kinds.get(table.nodes[name], 0) + 1
    return kinds


def _number(line: Line, option: str) -> int | None:
    """Return a number of a line, None if missing or unlimited. Raises ClusterError."""
    text = line.values.get(option)
    if text is None or text.upper() in ("UNLIMITED", "INFINITE"):
        return None
    match = _SIZE.fullmatch(text)
    if match is None or match[2].lower() not in ("", "k"):
        raise ClusterError(f"{line.name}: {option} is '{text}'; expected a whole number.")
    return int(match[1]) * _UNITS[match[2].lower()]
