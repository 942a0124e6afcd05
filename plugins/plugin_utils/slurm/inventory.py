# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Facts about a cluster: its hosts and its present configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .conf import Line, SlurmConf
from .translate import slurmctld_host


@dataclass(frozen=True)
class Host:
    """An execution host: CPUs, memory in MiB, topology, and whether cgroups can limit memory."""

    cpus: int
    real_memory: int
    topology: Mapping[str, str] = field(default_factory=dict)
    memory_cgroup: bool = False


@dataclass(frozen=True)
class Inventory:
    """The known hosts and the present configuration.

    hosts are the hosts of this run, by node name. present is the deployed configuration.
    memory_reserve is the memory for the operating system, in MiB. partial is whether the cluster
    has more hosts than this run.
    """

    hosts: Mapping[str, Host] = field(default_factory=dict)
    present: SlurmConf = field(default_factory=SlurmConf)
    memory_reserve: int = 1024
    partial: bool = False

    def host(self, node: Line) -> Host | None:
        """Return the host of a node. A single host can have the node name localhost."""
        if node.name == "localhost" and len(self.hosts) == 1:
            return next(iter(self.hosts.values()))
        return self.hosts.get(node.values.get("NodeHostname", node.name))

    def controllers(self, hosts: Sequence[str]) -> list[str]:
        """Return the values of SlurmctldHost: the given hosts of this run, or the present ones.

        A partial run keeps the present controllers: it does not see all of them.
        """
        present = _controllers(self.present.options)
        if self.partial and present:
            return present
        return list(hosts) or present


def _controllers(options: Mapping[str, str]) -> list[str]:
    """Return the controllers of a slurm.conf, including options from before Slurm 18.08."""
    if "SlurmctldHost" in options:
        return options["SlurmctldHost"].split("\n")
    if "," in options.get("ControlMachine", ""):  # several machines at one address
        return []
    pairs = (("ControlMachine", "ControlAddr"), ("BackupController", "BackupAddr"))
    return [
        slurmctld_host(options[machine], options.get(address))
        for machine, address in pairs
        if machine in options
    ]
