# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm_nodes and slurm_partitions, checked, with what the hosts say of themselves filled in."""

from __future__ import annotations

import math
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

    Without entries, each host of the run is a node.
    """
    asked = _named("slurm_nodes", entries, NODE, version) or [
        Line(name, {}) for name in sorted(inventory.hosts)
    ]
    if not asked:
        raise ClusterError(
            "slurm_nodes is empty and no host of this run has the role exec (group "
            "slurmexechosts); expected at least one node."
        )
    single = [Line(name, line.values) for line in asked for name in expand(line.name)]
    _refuse_twice("slurm_nodes", [line.name for line in single])
    _refuse_nameless(single, inventory)
    present = {name: line for line in inventory.present.nodes for name in expand(line.name)}
    return [_completed(line, inventory, present.get(line.name), options) for line in single]


def partitions(
    entries: Sequence[Mapping[str, t.Any]],
    node_names: Collection[str],
    version: str,
) -> list[Line]:
    """Return a line for each partition. Raises ClusterError.

    Without entries there is one, called debug as in Slurm's own examples, with all nodes.
    """
    lines = _named("slurm_partitions", entries, PARTITION, version)
    _refuse_twice("slurm_partitions", [line.name for line in lines])
    for line in lines:
        members = line.values.get("Nodes")
        if not members:
            raise ClusterError(
                f"slurm_partitions: partition '{line.name}' names no node; expected "
                "Nodes: with a hostlist such as node[1-4], or ALL."
            )
        strangers = sorted({*expand(members)} - {*node_names, "ALL"})
        if strangers:
            raise ClusterError(
                f"slurm_partitions: partition '{line.name}' names '{strangers[0]}', which is not "
                f"in slurm_nodes (it has {_some(node_names)})."
            )
    return lines or [Line("debug", {"Default": "YES", "Nodes": "ALL", "State": "UP"})]


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
        values = {
            _option(variable, name, key, table, version): text_of(value)
            for key, value in entry.items()
            if key != "name"
        }
        if name.upper() == "DEFAULT":
            default = {**default, **values}
        else:
            lines.append(Line(name, {**default, **values}))
    return lines


def _option(variable: str, entry: str, key: str, table: Mapping[str, Option], version: str) -> str:
    """Return Slurm's spelling of an option. Raises ClusterError when the version has none such."""
    option = find(table, key)
    if option and known(option, version):
        return option.name
    close = suggest(table, key, version)
    hint = f"; did you mean '{close}'?" if close else ""
    raise ClusterError(f"{variable}: '{entry}' has '{key}', which Slurm {version} has not{hint}")


def _refuse_twice(variable: str, names: Sequence[str]) -> None:
    """Raise ClusterError when a name stands there twice."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ClusterError(f"{variable}: '{twice[0]}' is defined twice; expected each name once.")


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
    values = dict(line.values)
    _refuse_more_than_there_is(line.name, values, host, options)
    if host and not cpus_of(values):
        values["CPUs"] = str(host.cpus)
        if options.get("SelectTypeParameters", "").upper().startswith(_TOPOLOGY_MATTERS):
            values.update(host.topology)
    if host and "RealMemory" not in values:
        values["RealMemory"] = str(_without_reserve(line.name, host, inventory.memory_reserve))
    if present:
        values = {**present.values, **values}
    for option, given in (("CPUs", cpus_of(values)), ("RealMemory", "RealMemory" in values)):
        if not given:
            raise ClusterError(
                f"slurm_nodes: node '{line.name}' has no {option}, and no host of this run is "
                f"called so and could tell; expected {option}: in slurm_nodes, or a run in which "
                "the node takes part."
            )
    return Line(line.name, values)


def cpus_of(values: Mapping[str, str]) -> int:
    """Return how many CPUs a NodeName line gives its nodes; 0 when it does not say."""
    stated = values.get("CPUs", values.get("Procs"))
    if stated is not None:
        return int(stated)
    shape = [int(values[name]) for name in _SHAPE if name in values]
    return math.prod(shape) if shape else 0


def _refuse_more_than_there_is(
    name: str, values: Mapping[str, str], host: Host | None, options: Mapping[str, str]
) -> None:
    """Raise ClusterError for a number that is none, or that the host cannot keep."""
    for option in ("CPUs", "Procs", "RealMemory", *_SHAPE):
        if option in values and not (values[option].isdigit() and int(values[option])):
            raise ClusterError(
                f"slurm_nodes: node '{name}' has {option} '{values[option]}'; "
                "expected a whole number above 0."
            )
    if host is None or "config_overrides" in options.get("SlurmdParameters", ""):
        return
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
