# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Validates slurm_nodes, adds facts of the hosts, and returns NodeName lines."""

from __future__ import annotations

import contextlib
import re
import typing as t
from collections.abc import Mapping, Sequence

from ...module_utils._errors import ClusterError
from .conf import Line, SlurmConf
from .entries import has_only_defaults, parse_entries, quote_some, reject_duplicates
from .hostlist import expand
from .inventory import Host, Inventory
from .options import NODE

# Slurm 24.11, slurm.conf(5): with CR_CPU and a topology, a core runs only one job.
_TOPOLOGY_MATTERS = ("CR_CORE", "CR_SOCKET")
_SHAPE = ("Boards", "Sockets", "SocketsPerBoard", "CoresPerSocket", "ThreadsPerCore")
# Slurm 24.11, src/common/node_conf.c, expand_nodeline_info(): one value for all nodes, or one per
# node.
_PER_NODE = ("NodeAddr", "NodeHostname", "BcastAddr", "Port")
# States of nodes that may not exist yet. A prefix is enough, as in state_str2int() of that file.
_FUTURE_STATES = ("FUTURE", "CLOUD")


def compose_nodes(
    entries: Sequence[Mapping[str, t.Any]],
    inventory: Inventory,
    options: Mapping[str, str],
    version: str,
) -> list[Line]:
    """Return a line for each single node. Raises ClusterError.

    Without entries, or with DEFAULT entries only, each host of the run is a node. A partial run
    also keeps the other nodes of the present configuration.
    """
    present = present_nodes(inventory.present)
    kept = []
    if has_only_defaults(entries):
        entries = [*entries, *({"name": name} for name in sorted(inventory.hosts))]
        kept = _nodes_of_other_runs(present, inventory)
    defined = parse_entries("slurm_nodes", entries, NODE, version)
    if not defined and not kept:
        raise ClusterError(
            "slurm_nodes is empty and no host of this run has the role exec (group "
            "slurmexechosts); expected at least one node."
        )
    single = [node for line in defined for node in single_nodes(line)]
    reject_duplicates("slurm_nodes", [line.name for line in single])
    _reject_missing_hosts(single, inventory)
    lines = [_complete(line, inventory, present.get(line.name), options) for line in single]
    return sorted([*lines, *kept], key=lambda line: line.name) if kept else lines


def present_nodes(present: SlurmConf) -> dict[str, Line]:
    """Return a line for each single node of the present slurm.conf, by name.

    Invalid lines are skipped: the present configuration only fills gaps.
    """
    default: dict[str, str] = {}
    by_name = {}
    for line in present.nodes:
        if line.name.upper() == "DEFAULT":
            default = {**default, **line.values}
            continue
        with contextlib.suppress(ClusterError):
            for node in single_nodes(Line(line.name, {**default, **line.values})):
                by_name[node.name] = Line(node.name, _with_plain_numbers(node))
    return by_name


def _nodes_of_other_runs(present: Mapping[str, Line], inventory: Inventory) -> list[Line]:
    """Return the present nodes that a partial run does not change."""
    if not inventory.partial:
        return []
    return [
        line
        for name, line in present.items()
        if name not in inventory.hosts and inventory.host(line) is None
    ]


def single_nodes(line: Line) -> list[Line]:
    """Return a line for each node of a NodeName line, with its address. Raises ClusterError."""
    names = expand(line.name, "slurm_nodes")
    columns = {
        option: _expand_values(line, option, len(names))
        for option in _PER_NODE
        if option in line.values
    }
    return [
        Line(name, {**line.values, **{option: columns[option][index] for option in columns}})
        for index, name in enumerate(names)
    ]


def _expand_values(line: Line, option: str, count: int) -> list[str]:
    """Return the value of an option for each of count nodes. Raises ClusterError."""
    value = line.values[option]
    if option == "Port" and not value.startswith("["):
        value = f"[{value}]"
    values = expand(value, f"slurm_nodes, {option} of '{line.name}'")
    if len(values) not in (1, count):
        raise ClusterError(
            f"slurm_nodes: '{line.name}' is {count} nodes, but {option} '{line.values[option]}' "
            f"is {len(values)} values; expected one value for all nodes or one for each."
        )
    return values if len(values) == count else values * count


def _reject_missing_hosts(lines: Sequence[Line], inventory: Inventory) -> None:
    """Raise ClusterError if a host with slurmd is not a node."""
    if len(inventory.hosts) == 1 and any(line.name == "localhost" for line in lines):
        return
    names = {line.values.get("NodeHostname", line.name) for line in lines}
    missing = sorted({*inventory.hosts} - names)
    if missing:
        raise ClusterError(
            f"slurm_nodes has no node '{missing[0]}', but this host has the role exec; expected an "
            f"entry name: {missing[0]} (slurm_nodes has {quote_some(names)}), or slurm_node_name "
            "of this host."
        )


def _complete(
    line: Line, inventory: Inventory, present: Line | None, options: Mapping[str, str]
) -> Line:
    """Return the line of a node with CPUs and RealMemory. Raises ClusterError."""
    host = inventory.host(line)
    values = _with_plain_numbers(line)
    if host and "config_overrides" not in options.get("SlurmdParameters", "").lower():
        _reject_excess(line.name, values, host)
    earlier = present.values if present else {}
    detected = _detect(line, host, inventory.memory_reserve) if host else earlier
    values.update(_select_missing(values, detected, options))
    if not values.get("State", "").upper().startswith(_FUTURE_STATES):
        _reject_unknown_hardware(line.name, values)
    return Line(line.name, values)


def _reject_unknown_hardware(name: str, values: Mapping[str, str]) -> None:
    """Raise ClusterError for a node with unknown CPUs or RealMemory."""
    for option, has_value in (("CPUs", count_cpus(values)), ("RealMemory", "RealMemory" in values)):
        if not has_value:
            raise ClusterError(
                f"slurm_nodes: node '{name}' has no {option}, and it is no host of this run; "
                f"expected {option}: in slurm_nodes, or a run that includes the host."
            )


def _detect(line: Line, host: Host, reserve: int) -> dict[str, str]:
    """Return the detected hardware of a host as options of its node. Raises ClusterError."""
    detected = {"CPUs": str(host.cpus), **host.topology}
    if "RealMemory" not in line.values:
        detected["RealMemory"] = str(_available_memory(line.name, host, reserve))
    return detected


def _select_missing(
    values: Mapping[str, str], detected: Mapping[str, str], options: Mapping[str, str]
) -> dict[str, str]:
    """Return the options from detected hardware, now or in an earlier run, that values need."""
    missing: list[str] = [] if "RealMemory" in values else ["RealMemory"]
    if not count_cpus(values):
        missing += ["CPUs"] if "CPUs" in detected else ["Procs", *_SHAPE]
        if options.get("SelectTypeParameters", "").upper().startswith(_TOPOLOGY_MATTERS):
            missing += _SHAPE
    return {name: detected[name] for name in missing if name in detected}


def count_cpus(values: Mapping[str, str]) -> int:
    """Return the number of CPUs of the nodes in a NodeName line, 0 if undefined.

    Slurm 24.11, src/common/read_config.c, _parse_nodename(): Sockets is the total of all boards,
    and is ignored if SocketsPerBoard is set.
    """
    stated = values.get("CPUs", values.get("Procs"))
    if stated is not None:
        return int(stated)
    shape = {name: int(values[name]) for name in _SHAPE if name in values}
    if not shape:
        return 0
    boards = shape.get("Boards", 1)
    sockets = shape.get("Sockets", boards)
    if "SocketsPerBoard" in shape:
        sockets = boards * shape["SocketsPerBoard"]
    return sockets * shape.get("CoresPerSocket", 1) * shape.get("ThreadsPerCore", 1)


def _with_plain_numbers(line: Line) -> dict[str, str]:
    """Return the values of a node, with plain numbers instead of 4K. Raises ClusterError."""
    values = dict(line.values)
    for option in ("CPUs", "Procs", "RealMemory", *_SHAPE):
        match = re.fullmatch(r"([1-9][0-9]*)([kK]?)", values.get(option, "1"))
        if not match or (match.group(2) and option != "RealMemory"):
            raise ClusterError(
                f"slurm_nodes: node '{line.name}' has {option} '{values[option]}'; "
                "expected a whole number above 0."
            )
        if match.group(2):
            values[option] = str(int(match.group(1)) * 1024)
    return values


def _reject_excess(name: str, values: Mapping[str, str], host: Host) -> None:
    """Raise ClusterError if a node has more CPUs or memory than its host."""
    for option, defined, actual, unit in (
        ("CPUs", count_cpus(values), host.cpus, ""),
        ("RealMemory", int(values.get("RealMemory", 0)), host.real_memory, " MB"),
    ):
        if defined > actual:
            raise ClusterError(
                f"slurm_nodes: node '{name}' has {option} '{defined}{unit}', but the host has "
                f"{actual}{unit}, so Slurm would drain it. Expected at most {actual}, or "
                "SlurmdParameters: config_overrides in slurm_config."
            )


def _available_memory(name: str, host: Host, reserve: int) -> int:
    """Return the memory for jobs, in MiB. Raises ClusterError if none is left."""
    if reserve >= host.real_memory:
        raise ClusterError(
            f"slurm_memory_reserve is {reserve} MB, but the host of node '{name}' has only "
            f"{host.real_memory} MB; expected a smaller value."
        )
    return host.real_memory - reserve
