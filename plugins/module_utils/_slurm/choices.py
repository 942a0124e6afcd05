# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What is chosen where the user leaves slurm.conf open, for Galaxy's many short jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ._translate_data import YES
from .conf import Line
from .definitions import Inventory, cpus_of


@dataclass(frozen=True)
class Choice:
    """An option that the user left open, what it was set to, and why."""

    option: str
    value: str
    why: str

    @property
    def sentence(self) -> str:
        """Return the choice as a person reads it."""
        value = self.value.replace("\n", " and ")
        return f"{self.option}={value}: {self.why}"


CGROUP_LIMITS = {"ConstrainCores": "yes", "ConstrainRAMSpace": "yes"}


def choose(
    options: Mapping[str, str],
    cgroup: Mapping[str, str],
    nodes: Sequence[Line],
    controllers: Sequence[str],
    *,
    by_cgroup: bool,
) -> list[Choice]:
    """Return the choices for all that options leaves open; cgroup are those of cgroup.conf."""
    limits = _limits_by_cgroup() if by_cgroup else _limits_by_accounting(options, cgroup)
    every = [*_cluster(controllers), *_scheduling(options), *_memory(options, nodes), *limits]
    return [choice for choice in every if choice.option not in options]


def limited_by_cgroup(
    options: Mapping[str, str], nodes: Sequence[Line], inventory: Inventory
) -> bool:
    """Return whether cgroups can hold jobs to their memory on every host, and the user lets them.

    A run that does not see all hosts keeps what was decided when they were seen. Slurm refuses to
    start when cgroups and the accounting poll are both told to.
    """
    plugins = [options.get(name, "cgroup") for name in ("ProctrackType", "TaskPlugin")]
    if "overmemorykill" in options.get("JobAcctGatherParams", "").lower():
        return False
    if not all("cgroup" in plugin for plugin in plugins):
        return False
    decided = inventory.present.options.get("ProctrackType")
    if decided and not all(inventory.host(node) for node in nodes):
        return "cgroup" in decided
    return all(host.memory_cgroup for host in inventory.hosts.values())


def _cluster(controllers: Sequence[str]) -> Iterator[Choice]:
    """Yield what names the cluster."""
    yield Choice("ClusterName", "cluster", "any name will do for a cluster without accounting")
    if controllers:
        yield Choice("SlurmctldHost", "\n".join(controllers), "the hosts with the role controller")


def _scheduling(options: Mapping[str, str]) -> Iterator[Choice]:
    """Yield what makes short jobs start at once."""
    yield Choice(
        "SelectType", "select/cons_tres", "jobs share a node, each with its own cores and memory"
    )
    if options.get("SelectType", "").endswith("linear"):
        # Slurm 24.11, src/interfaces/select.c: select/linear with CR_CPU is fatal.
        yield Choice("SelectTypeParameters", "CR_Memory", "memory is what jobs are given")
    else:
        yield Choice(
            "SelectTypeParameters", "CR_CPU_Memory", "cores and memory are what jobs are given"
        )
    yield Choice(
        "Epilog",
        "/bin/true",
        "with an epilog, slurmctld starts the next job as soon as one ends; without, at its next "
        "round some seconds later",
    )
    yield Choice(
        "SchedulerParameters", "batch_sched_delay=0", "a new batch job is looked at without delay"
    )
    yield Choice(
        "ReturnToService", "2", "a node that comes back is used again, without an operator"
    )


def _memory(options: Mapping[str, str], nodes: Sequence[Line]) -> Iterator[Choice]:
    """Yield the memory of a job that asks for none."""
    chosen = options.get("SelectTypeParameters", "CR_CPU_Memory")
    if "memory" not in chosen.lower() or {"DefMemPerNode", "DefMemPerGPU"} & {*options}:
        return
    share = min(int(node.values["RealMemory"]) // cpus_of(node.values) for node in nodes)
    most = options.get("MaxMemPerCPU", "")
    if most.isdecimal() and int(most):
        share = min(share, int(most))  # Slurm would give a job more CPUs instead
    yield Choice(
        "DefMemPerCPU",
        str(max(share, 1)),
        "MB, RealMemory / CPUs of the leanest node; without it every job is given a whole node",
    )


def _limits_by_cgroup() -> Iterator[Choice]:
    """Yield what makes cgroups hold jobs to their memory."""
    why = "cgroups hold jobs to their cores and memory; a job over its memory is OUT_OF_MEMORY"
    yield Choice("ProctrackType", "proctrack/cgroup", why)
    yield Choice("TaskPlugin", "task/cgroup,task/affinity", why)
    yield Choice("JobAcctGatherType", "jobacct_gather/cgroup", "cgroups tell what a job uses")


def _limits_by_accounting(
    options: Mapping[str, str], cgroup: Mapping[str, str]
) -> Iterator[Choice]:
    """Yield what makes Slurm's accounting poll hold jobs to their memory, if nothing else does."""
    yield Choice("ProctrackType", "proctrack/linuxproc", "works without cgroups")
    yield Choice("JobAcctGatherType", "jobacct_gather/linux", "works without cgroups")
    if not options.get("JobAcctGatherType", "linux").endswith(("linux", "cgroup")):
        return
    if "overmemorykill" not in options.get("JobAcctGatherParams", "OverMemoryKill").lower():
        return
    if _constrained(options, cgroup):
        return
    why = (
        "no cgroup can hold jobs to their memory, so Slurm looks every 10 s and kills a job over "
        "its memory, which then is FAILED by signal 9"
    )
    yield Choice("JobAcctGatherParams", "OverMemoryKill", why)
    yield Choice("JobAcctGatherFrequency", "task=10", why)


def _constrained(options: Mapping[str, str], cgroup: Mapping[str, str]) -> bool:
    """Return whether the user has cgroups hold jobs to their memory.

    Slurm 24.11, src/interfaces/cgroup.c, cgroup_memcg_job_confinement().
    """
    limits = (cgroup.get(name, "") for name in ("ConstrainRAMSpace", "ConstrainSwapSpace"))
    return "cgroup" in options.get("TaskPlugin", "") and any(
        limit.lower() in YES for limit in limits
    )
