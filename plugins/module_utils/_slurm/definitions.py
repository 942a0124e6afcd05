# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm_nodes and slurm_partitions, checked, with what the hosts say of themselves filled in."""

from __future__ import annotations

import re
import typing as t
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from .._errors import ClusterError
from .conf import Line, SlurmConf, text_of
from .hostlist import expand
from .options import NODE, PARTITION, Option, find, known, suggest

# Slurm 24.11, slurm.conf(5): with CR_CPU and a topology, a core takes no more than one job.
_TOPOLOGY_MATTERS = ("CR_CORE", "CR_SOCKET")
_SHAPE = ("Boards", "Sockets", "SocketsPerBoard", "CoresPerSocket", "ThreadsPerCore")
# Slurm 24.11, src/common/node_conf.c, expand_nodeline_info(): one for all nodes or one for each.
_ONE_EACH = ("NodeAddr", "NodeHostname", "BcastAddr", "Port")
_HEADS = ("NodeName", "PartitionName")
_DEBUG = {"name": "DEFAULT", "Default": "YES", "Nodes": "ALL", "State": "UP"}


@dataclass(frozen=True)
class Host:
    """What an execution host has: CPUs, memory in MiB, its topology and whether cgroups work."""

    cpus: int
    real_memory: int
    topology: Mapping[str, str] = field(default_factory=dict)
    memory_cgroup: bool = False


@dataclass(frozen=True)
class Inventory:
    """What is known of nodes besides what the user wrote.

    hosts are those of this run, by node name; present is the configuration that was deployed
    before; memory_reserve is what RealMemory leaves to the operating system, in MiB.
    """

    hosts: Mapping[str, Host] = field(default_factory=dict)
    present: SlurmConf = field(default_factory=SlurmConf)
    memory_reserve: int = 1024

    def host(self, node: Line) -> Host | None:
        """Return the host of a node. The only host of all may be called localhost."""
        if node.name == "localhost" and len(self.hosts) == 1:
            return next(iter(self.hosts.values()))
        return self.hosts.get(node.values.get("NodeHostname", node.name))

    def present_controllers(self) -> list[str]:
        """Return the hosts that run slurmctld by the configuration that was deployed before."""
        return self.present.options.get("SlurmctldHost", "").splitlines()


def nodes(
    entries: Sequence[Mapping[str, t.Any]],
    inventory: Inventory,
    options: Mapping[str, str],
    version: str,
) -> list[Line]:
    """Return a line for each single node. Raises ClusterError.

    Without entries, or with none but DEFAULT, each host of the run is a node.
    """
    if _only_default(entries):
        entries = [*entries, *({"name": name} for name in sorted(inventory.hosts))]
    asked = _named("slurm_nodes", entries, NODE, version)
    if not asked:
        raise ClusterError(
            "slurm_nodes is empty and no host of this run has the role exec (group "
            "slurmexechosts); expected at least one node."
        )
    single = [node for line in asked for node in single_nodes(line)]
    _refuse_twice("slurm_nodes", [line.name for line in single])
    _refuse_nameless(single, inventory)
    present = {
        name: line for line in inventory.present.nodes for name in expand(line.name, "slurm.conf")
    }
    return [_completed(line, inventory, present.get(line.name), options) for line in single]


def partitions(
    entries: Sequence[Mapping[str, t.Any]],
    members: Collection[str],
    version: str,
) -> list[Line]:
    """Return a line for each partition; members are nodes and node sets. Raises ClusterError.

    Without entries, or with none but DEFAULT, there is one, called debug as in Slurm's own
    examples, with all nodes.
    """
    if _only_default(entries):
        entries = [_DEBUG, *entries, {"name": "debug"}]
    lines = _named("slurm_partitions", entries, PARTITION, version)
    _refuse_twice("slurm_partitions", [line.name for line in lines])
    known_members = {*members}
    for line in lines:
        _refuse_strangers(line, known_members)
    return lines


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


def text(what: str, value: t.Any, separator: str = ",") -> str:
    """Return a YAML value in Slurm's words. Raises ClusterError for one that has none."""
    items = value if isinstance(value, (list, tuple)) else [value]
    if any(item is None or isinstance(item, (dict, list, tuple)) for item in items):
        raise ClusterError(
            f"{what} is {value!r}; expected a text, a number, a truth value or a list of them. "
            "Leave the option out where it has no value."
        )
    return text_of(value, separator)


def _only_default(entries: Sequence[Mapping[str, t.Any]]) -> bool:
    """Return whether no entry has a name other than DEFAULT."""
    return all(str(entry.get("name")).upper() == "DEFAULT" for entry in entries)


def _named(
    variable: str,
    entries: Sequence[Mapping[str, t.Any]],
    table: Mapping[str, Option],
    version: str,
) -> list[Line]:
    """Return the entries as lines; the values of one called DEFAULT go to those behind it."""
    lines = []
    default: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            raise ClusterError(
                f"{variable}: entry {number} has no name ({dict(entry)}); expected "
                "name: with a host name, or a hostlist such as node[001-400]."
            )
        values = _values(variable, name, entry, table, version)
        if name.upper() == "DEFAULT":
            default = {**default, **values}
        else:
            lines.append(Line(name, {**default, **values}))
    return lines


def _values(
    variable: str,
    name: str,
    entry: Mapping[str, t.Any],
    table: Mapping[str, Option],
    version: str,
) -> dict[str, str]:
    """Return the options of one entry in Slurm's spelling. Raises ClusterError."""
    values: dict[str, str] = {}
    for key, value in entry.items():
        if key == "name":
            continue
        option = _option(variable, name, str(key), table, version)
        if option in values:
            raise ClusterError(f"{variable}: '{name}' has {option} twice; expected it once.")
        values[option] = text(f"{variable}: {option} of '{name}'", value)
    return values


def _option(variable: str, entry: str, key: str, table: Mapping[str, Option], version: str) -> str:
    """Return Slurm's spelling of an option. Raises ClusterError when the version has none such."""
    option = find(table, key)
    if option and option.name in _HEADS:
        raise ClusterError(f"{variable}: '{entry}' has '{key}' too; expected only its name:.")
    if option and known(option, version):
        return option.name
    close = suggest(table, key, version)
    hint = f"; did you mean '{close}'?" if close else "."
    raise ClusterError(f"{variable}: '{entry}' has '{key}', which Slurm {version} has not{hint}")


def _refuse_twice(variable: str, names: Sequence[str]) -> None:
    """Raise ClusterError when a name stands there twice."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ClusterError(f"{variable}: '{twice[0]}' is defined twice; expected each name once.")


def _refuse_strangers(line: Line, members: Collection[str]) -> None:
    """Raise ClusterError when a partition says nothing of its nodes, or names one too many."""
    nodes = line.values.get("Nodes")
    if nodes is None:
        raise ClusterError(
            f"slurm_partitions: partition '{line.name}' names no node; expected Nodes: with a "
            "hostlist such as node[1-4], or ALL, or '' for a partition that is to have none yet."
        )
    if nodes.upper() == "ALL" or "{" in nodes:  # feature{gpu} and the like: Slurm knows
        return
    strangers = sorted({*expand(nodes, f"slurm_partitions, Nodes of '{line.name}'")} - {*members})
    if strangers:
        raise ClusterError(
            f"slurm_partitions: partition '{line.name}' names '{strangers[0]}', which is not "
            f"in slurm_nodes (it has {_some(members)})."
        )


def _refuse_nameless(lines: Sequence[Line], inventory: Inventory) -> None:
    """Raise ClusterError when a host would run slurmd and be no node."""
    if len(inventory.hosts) == 1 and any(line.name == "localhost" for line in lines):
        return
    named = {line.values.get("NodeHostname", line.name) for line in lines}
    strangers = sorted({*inventory.hosts} - named)
    if strangers:
        raise ClusterError(
            f"slurm_nodes names no node '{strangers[0]}', but that host has the role exec; "
            f"expected name: {strangers[0]} (it has {_some(named)}), or slurm_node_name for it."
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
    for option, given in (("CPUs", cpus_of(values)), ("RealMemory", "RealMemory" in values)):
        if not given:
            raise ClusterError(
                f"slurm_nodes: node '{line.name}' has no {option}, and no host of this run is "
                f"called so and could tell; expected {option}: in slurm_nodes, or a run in which "
                "the node takes part."
            )
    return Line(line.name, values)


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


def _some(names: Collection[str]) -> str:
    """Return a few of the names."""
    shown = ", ".join(f"'{name}'" for name in sorted(names)[:5])
    return f"{shown}, …" if len(names) > 5 else shown
