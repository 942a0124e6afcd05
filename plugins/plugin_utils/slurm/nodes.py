# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm_nodes, checked, with what the hosts say of themselves filled in."""

from __future__ import annotations

import contextlib
import re
import typing as t
from collections.abc import Mapping, Sequence

from ...module_utils._errors import ClusterError
from .conf import Line, SlurmConf
from .entries import named, only_default, refuse_twice, some
from .hostlist import expand
from .inventory import Host, Inventory
from .options import NODE

# Slurm 24.11, slurm.conf(5): with CR_CPU and a topology, a core takes no more than one job.
_TOPOLOGY_MATTERS = ("CR_CORE", "CR_SOCKET")
_SHAPE = ("Boards", "Sockets", "SocketsPerBoard", "CoresPerSocket", "ThreadsPerCore")
# Slurm 24.11, src/common/node_conf.c, expand_nodeline_info(): one for all nodes or one for each.
_ONE_EACH = ("NodeAddr", "NodeHostname", "BcastAddr", "Port")
# Nodes that need not be there yet; compared as state_str2int() of that file does.
_TO_COME = ("FUTURE", "CLOUD")


def nodes(
    entries: Sequence[Mapping[str, t.Any]],
    inventory: Inventory,
    options: Mapping[str, str],
    version: str,
) -> list[Line]:
    """Return a line for each single node. Raises ClusterError.

    Without entries, or with none but DEFAULT, each host of the run is a node; in a partial run,
    those that the present configuration has besides stay.
    """
    present = present_nodes(inventory.present)
    kept = []
    if only_default(entries):
        entries = [*entries, *({"name": name} for name in sorted(inventory.hosts))]
        kept = _of_other_runs(present, inventory)
    asked = named("slurm_nodes", entries, NODE, version)
    if not asked and not kept:
        raise ClusterError(
            "slurm_nodes is empty and no host of this run has the role exec (group "
            "slurmexechosts); expected at least one node."
        )
    single = [node for line in asked for node in single_nodes(line)]
    refuse_twice("slurm_nodes", [line.name for line in single])
    _refuse_nameless(single, inventory)
    lines = [_completed(line, inventory, present.get(line.name), options) for line in single]
    return sorted([*lines, *kept], key=lambda line: line.name) if kept else lines


def present_nodes(present: SlurmConf) -> dict[str, Line]:
    """Return a line for each single node of the present slurm.conf, by name.

    A line that cannot be understood gives none: what is there helps, but must stop nobody.
    """
    default: dict[str, str] = {}
    found = {}
    for line in present.nodes:
        if line.name.upper() == "DEFAULT":
            default = {**default, **line.values}
            continue
        with contextlib.suppress(ClusterError):
            for node in single_nodes(Line(line.name, {**default, **line.values})):
                found[node.name] = Line(node.name, _with_plain_numbers(node))
    return found


def _of_other_runs(present: Mapping[str, Line], inventory: Inventory) -> list[Line]:
    """Return the present nodes that a partial run leaves as they are."""
    if not inventory.partial:
        return []
    return [
        line
        for name, line in present.items()
        if name not in inventory.hosts and inventory.host(line) is None
    ]


def single_nodes(line: Line) -> list[Line]:
    """Return a line for each node of a NodeName line, with its own address. Raises ClusterError."""
    names = expand(line.name, "slurm_nodes")
    columns = {
        option: _one_each(line, option, len(names)) for option in _ONE_EACH if option in line.values
    }
    return [
        Line(name, {**line.values, **{option: columns[option][at] for option in columns}})
        for at, name in enumerate(names)
    ]


def _one_each(line: Line, option: str, count: int) -> list[str]:
    """Return the value of an option for each of the nodes. Raises ClusterError."""
    value = line.values[option]
    if option == "Port" and not value.startswith("["):
        value = f"[{value}]"
    found = expand(value, f"slurm_nodes, {option} of '{line.name}'")
    if len(found) not in (1, count):
        raise ClusterError(
            f"slurm_nodes: '{line.name}' is {count} nodes, but {option} '{line.values[option]}' "
            f"is {len(found)} values; expected one for all nodes or one for each."
        )
    return found if len(found) == count else found * count


def _refuse_nameless(lines: Sequence[Line], inventory: Inventory) -> None:
    """Raise ClusterError when a host would run slurmd and be no node."""
    if len(inventory.hosts) == 1 and any(line.name == "localhost" for line in lines):
        return
    named = {line.values.get("NodeHostname", line.name) for line in lines}
    strangers = sorted({*inventory.hosts} - named)
    if strangers:
        raise ClusterError(
            f"slurm_nodes names no node '{strangers[0]}', but that host has the role exec; "
            f"expected name: {strangers[0]} (it has {some(named)}), or slurm_node_name for it."
        )


def _completed(
    line: Line, inventory: Inventory, present: Line | None, options: Mapping[str, str]
) -> Line:
    """Return the line of a node with CPUs and RealMemory. Raises ClusterError."""
    host = inventory.host(line)
    values = _with_plain_numbers(line)
    if host and "config_overrides" not in options.get("SlurmdParameters", "").lower():
        _refuse_more_than_there_is(line.name, values, host)
    earlier = present.values if present else {}
    seen = _seen(line, host, inventory.memory_reserve) if host else earlier
    values.update(_left_open(values, seen, options))
    if not values.get("State", "").upper().startswith(_TO_COME):
        _refuse_unknown_hardware(line.name, values)
    return Line(line.name, values)


def _refuse_unknown_hardware(name: str, values: Mapping[str, str]) -> None:
    """Raise ClusterError for a node whose CPUs or RealMemory nobody knows."""
    for option, given in (("CPUs", cpus_of(values)), ("RealMemory", "RealMemory" in values)):
        if not given:
            raise ClusterError(
                f"slurm_nodes: node '{name}' has no {option}, and no host of this run is "
                f"called so and could tell; expected {option}: in slurm_nodes, or a run in which "
                "the node takes part."
            )


def _seen(line: Line, host: Host, reserve: int) -> dict[str, str]:
    """Return what a host says of itself, as options of its node. Raises ClusterError."""
    seen = {"CPUs": str(host.cpus), **host.topology}
    if "RealMemory" not in line.values:
        seen["RealMemory"] = str(_without_reserve(line.name, host, reserve))
    return seen


def _left_open(
    values: Mapping[str, str], seen: Mapping[str, str], options: Mapping[str, str]
) -> dict[str, str]:
    """Return what was seen, now or in an earlier run, of the hardware that values leave open."""
    wanted: list[str] = [] if "RealMemory" in values else ["RealMemory"]
    if not cpus_of(values):
        wanted += ["CPUs"] if "CPUs" in seen else ["Procs", *_SHAPE]
        if options.get("SelectTypeParameters", "").upper().startswith(_TOPOLOGY_MATTERS):
            wanted += _SHAPE
    return {name: seen[name] for name in wanted if name in seen}


def cpus_of(values: Mapping[str, str]) -> int:
    """Return how many CPUs a NodeName line gives its nodes; 0 when it does not say.

    Slurm 24.11, src/common/read_config.c, _parse_nodename(): Sockets counts those of all boards,
    and does not count where SocketsPerBoard is given.
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
    """Return the values of a node, its memory without Slurm's K for 1024. Raises ClusterError."""
    values = dict(line.values)
    for option in ("CPUs", "Procs", "RealMemory", *_SHAPE):
        found = re.fullmatch(r"([1-9][0-9]*)([kK]?)", values.get(option, "1"))
        if not found or (found.group(2) and option != "RealMemory"):
            raise ClusterError(
                f"slurm_nodes: node '{line.name}' has {option} '{values[option]}'; "
                "expected a whole number above 0."
            )
        if found.group(2):
            values[option] = str(int(found.group(1)) * 1024)
    return values


def _refuse_more_than_there_is(name: str, values: Mapping[str, str], host: Host) -> None:
    """Raise ClusterError for a number that the host cannot keep."""
    for option, asked, there, unit in (
        ("CPUs", cpus_of(values), host.cpus, ""),
        ("RealMemory", int(values.get("RealMemory", 0)), host.real_memory, " MB"),
    ):
        if asked > there:
            raise ClusterError(
                f"slurm_nodes: node '{name}' has {option} '{asked}{unit}', but the host has "
                f"{there}{unit}; Slurm would drain it. Expected at most {there}, or "
                "SlurmdParameters: config_overrides in slurm_config."
            )


def _without_reserve(name: str, host: Host, reserve: int) -> int:
    """Return the memory for jobs, in MiB. Raises ClusterError when none is left."""
    if reserve >= host.real_memory:
        raise ClusterError(
            f"slurm_memory_reserve is {reserve} MB, but the host of node '{name}' has only "
            f"{host.real_memory} MB; expected less than that."
        )
    return host.real_memory - reserve
