# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What is known of a cluster besides what the user wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .conf import Line, SlurmConf
from .translate import slurmctld_host


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
    before; memory_reserve is what RealMemory leaves to the operating system, in MiB; partial says
    that the cluster has more hosts than this run sees.
    """

    hosts: Mapping[str, Host] = field(default_factory=dict)
    present: SlurmConf = field(default_factory=SlurmConf)
    memory_reserve: int = 1024
    partial: bool = False

    def host(self, node: Line) -> Host | None:
        """Return the host of a node. The only host of all may be called localhost."""
        if node.name == "localhost" and len(self.hosts) == 1:
            return next(iter(self.hosts.values()))
        return self.hosts.get(node.values.get("NodeHostname", node.name))

    def controllers(self, of_this_run: Sequence[str]) -> list[str]:
        """Return the values of SlurmctldHost: hosts of this run, or those there were before.

        A run that sees only a part of the hosts cannot tell that one of them is no controller.
        """
        present = _controllers(self.present.options)
        if self.partial and present:
            return present
        return list(of_this_run) or present


def _controllers(options: Mapping[str, str]) -> list[str]:
    """Return the controllers of a slurm.conf, also of one with the options of before 18.08."""
    if "SlurmctldHost" in options:
        return options["SlurmctldHost"].split("\n")
    if "," in options.get("ControlMachine", ""):  # several behind one address: no SlurmctldHost
        return []
    pairs = (("ControlMachine", "ControlAddr"), ("BackupController", "BackupAddr"))
    return [
        slurmctld_host(options[machine], options.get(address))
        for machine, address in pairs
        if machine in options
    ]
