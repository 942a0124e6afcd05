# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What is chosen where the user leaves slurm.conf open, for Galaxy's many short jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ._translate_data import YES
from .conf import Line
from .inventory import Inventory
from .nodes import cpus_of


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


@dataclass(frozen=True)
class Cluster:
    """What choices depend on: name is the one the cluster had before."""

    nodes: Sequence[Line]
    controllers: Sequence[str]
    name: str | None = None
    by_cgroup: bool = True


CGROUP_LIMITS = {"ConstrainCores": "yes", "ConstrainRAMSpace": "yes"}
_NEW_NAME = "cluster"


def choose(options: Mapping[str, str], cgroup: Mapping[str, str], cluster: Cluster) -> list[Choice]:
    """Return the choices for all that options leaves open; cgroup are those of cgroup.conf.

    An option whose value is empty is not open: the user does not want it written.
    """
    limits = _limits_by_accounting(options, cgroup)
    if cluster.by_cgroup:
        limits = _limits_by_cgroup(cgroup)
    every = [
        *_cluster(cluster),
        *_scheduling(options),
        *_job_end(),
        *_memory(options, cluster.nodes),
        *limits,
    ]
    return [choice for choice in every if choice.option not in options]


def limited_by_cgroup(options: Mapping[str, str], inventory: Inventory) -> bool:
    """Return whether cgroups can hold jobs to their memory on every host, and the user lets them.

    A partial run keeps what was decided when all hosts were seen. Slurm refuses to start when
    cgroups and the accounting poll are both told to.
    """
    if "overmemorykill" in options.get("JobAcctGatherParams", "").lower():
        return False
    # Slurm's own ProctrackType is proctrack/cgroup, its own TaskPlugin is none.
    tracking = options.get("ProctrackType") or "proctrack/cgroup"
    if "cgroup" not in tracking or "cgroup" not in options.get("TaskPlugin", "task/cgroup"):
        return False
    decided = inventory.present.options.get("ProctrackType")
    if inventory.partial and decided:
        return "cgroup" in decided
    return all(host.memory_cgroup for host in inventory.hosts.values())


def _cluster(cluster: Cluster) -> Iterator[Choice]:
    """Yield what names the cluster."""
    name = cluster.name or _NEW_NAME
    why = "any name will do for a cluster without accounting"
    if name != _NEW_NAME:
        why = "the name it had: slurmctld refuses a state directory made under another one"
    yield Choice("ClusterName", name, why)
    if cluster.controllers:
        hosts = "\n".join(cluster.controllers)
        yield Choice("SlurmctldHost", hosts, "the hosts with the role controller")


def _scheduling(options: Mapping[str, str]) -> Iterator[Choice]:
    """Yield what makes short jobs start at once."""
    yield Choice(
        "SelectType", "select/cons_tres", "jobs share a node, each with its own cores and memory"
    )
    kind = options.get("SelectType", "cons_tres")
    if kind.endswith("linear"):
        # Slurm 24.11, src/interfaces/select.c: select/linear with CR_CPU is fatal.
        yield Choice("SelectTypeParameters", "CR_Memory", "memory is what jobs are given")
    elif kind:
        yield Choice(
            "SelectTypeParameters", "CR_CPU_Memory", "cores and memory are what jobs are given"
        )
    yield Choice(
        "SchedulerParameters", "batch_sched_delay=0", "a new batch job is looked at without delay"
    )
    yield Choice(
        "ReturnToService", "2", "a node that comes back is used again, without an operator"
    )


def _job_end() -> Iterator[Choice]:
    """Yield what makes the end of a job start the next one.

    Slurm 22.05 and 24.11. Without an epilog, slurmd (req.c, _rpc_terminate_job()) answers that the
    job is over, and slurmctld (agent.c, _notify_slurmctld_nodes()) only calls
    queue_job_scheduler(), which waits for the next round of _slurmctld_background(). With one,
    slurmd sends MESSAGE_EPILOG_COMPLETE, and slurmctld (proc_req.c, _slurm_rpc_epilog_complete())
    calls schedule() there and then, unless SchedulerParameters has defer. Measured on one node:
    0.8 jobs a second without, 44 with.
    """
    yield Choice(
        "Epilog",
        "/bin/true",
        "with an epilog, slurmctld starts the next job as soon as one ends; without, at its next "
        "round some seconds later",
    )


def _memory(options: Mapping[str, str], nodes: Sequence[Line]) -> Iterator[Choice]:
    """Yield the memory of a job that asks for none."""
    # Left to Slurm, it is CR_Core_Memory since 24.05.
    chosen = options.get("SelectTypeParameters") or "CR_CPU_Memory"
    if "memory" not in chosen.lower():
        return
    shares = [
        int(node.values["RealMemory"]) // cpus_of(node.values)
        for node in nodes
        if "RealMemory" in node.values and cpus_of(node.values)
    ]
    if not shares or options.get("DefMemPerNode") or options.get("DefMemPerGPU"):
        return
    share = min(shares)
    most = options.get("MaxMemPerCPU", "")
    if most.isdecimal() and int(most):
        share = min(share, int(most))  # Slurm would give a job more CPUs instead
    yield Choice(
        "DefMemPerCPU",
        str(max(share, 1)),
        "MB, RealMemory / CPUs of the leanest node; without it every job is given a whole node",
    )


def _limits_by_cgroup(cgroup: Mapping[str, str]) -> Iterator[Choice]:
    """Yield what makes cgroups hold jobs to their memory."""
    why = "cgroups hold jobs to their cores and memory; a job over its memory is OUT_OF_MEMORY"
    if {**CGROUP_LIMITS, **cgroup}["ConstrainRAMSpace"].lower() not in YES:
        why = "cgroups hold jobs to what slurm_cgroup_config asks for"
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
