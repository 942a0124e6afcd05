# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Defaults for slurm.conf options that the user did not set, tuned for Galaxy's short jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ._translate_data import YES
from .conf import Line
from .inventory import Inventory
from .nodes import count_cpus


@dataclass(frozen=True)
class Choice:
    """A chosen option, its value and the reason."""

    option: str
    value: str
    reason: str

    @property
    def sentence(self) -> str:
        """Return the choice as text for users."""
        value = self.value.replace("\n", " and ")
        return f"{self.option}={value}: {self.reason}"


@dataclass(frozen=True)
class Cluster:
    """The facts that choices depend on; name is the present name of the cluster."""

    nodes: Sequence[Line]
    controllers: Sequence[str]
    name: str | None = None
    uses_cgroups: bool = True


CGROUP_LIMITS = {"ConstrainCores": "yes", "ConstrainRAMSpace": "yes"}
_NEW_NAME = "cluster"


def choose(options: Mapping[str, str], cgroup: Mapping[str, str], cluster: Cluster) -> list[Choice]:
    """Return choices for the options that are missing; cgroup has the options of cgroup.conf.

    An option with an empty value is not missing: the user wants it omitted.
    """
    limits = _limits_by_accounting(options, cgroup)
    if cluster.uses_cgroups:
        limits = _limits_by_cgroup(cgroup)
    choices = [
        *_cluster(cluster),
        *_scheduling(options),
        *_job_end(),
        *_memory(options, cluster.nodes),
        *limits,
    ]
    return [choice for choice in choices if choice.option not in options]


def can_use_cgroups(options: Mapping[str, str], inventory: Inventory) -> bool:
    """Return whether cgroups can limit memory on every host, and the options allow it.

    A partial run keeps the decision of the run with all hosts. Slurm does not start if both
    cgroups and the accounting poll are configured to limit memory.
    """
    if "overmemorykill" in options.get("JobAcctGatherParams", "").lower():
        return False
    # Slurm's default ProctrackType is proctrack/cgroup; its default TaskPlugin is none.
    tracking = options.get("ProctrackType") or "proctrack/cgroup"
    if "cgroup" not in tracking or "cgroup" not in options.get("TaskPlugin", "task/cgroup"):
        return False
    earlier = inventory.present.options.get("ProctrackType")
    if inventory.partial and earlier:
        return "cgroup" in earlier
    return all(host.memory_cgroup for host in inventory.hosts.values())


def _cluster(cluster: Cluster) -> Iterator[Choice]:
    """Yield the name and the controllers of the cluster."""
    name = cluster.name or _NEW_NAME
    reason = "any name works for a cluster without accounting"
    if name != _NEW_NAME:
        reason = "the present name; slurmctld rejects the state directory of a different name"
    yield Choice("ClusterName", name, reason)
    if cluster.controllers:
        hosts = "\n".join(cluster.controllers)
        yield Choice("SlurmctldHost", hosts, "the hosts with the role controller")


def _scheduling(options: Mapping[str, str]) -> Iterator[Choice]:
    """Yield the choices that start short jobs immediately."""
    yield Choice(
        "SelectType", "select/cons_tres", "jobs share nodes; each has its own cores and memory"
    )
    kind = options.get("SelectType", "cons_tres")
    if kind.endswith("linear"):
        # Slurm 24.11, src/interfaces/select.c: select/linear with CR_CPU is fatal.
        yield Choice("SelectTypeParameters", "CR_Memory", "jobs are allocated memory")
    elif kind:
        yield Choice("SelectTypeParameters", "CR_CPU_Memory", "jobs are allocated cores and memory")
    yield Choice(
        "SchedulerParameters", "batch_sched_delay=0", "new batch jobs are scheduled without delay"
    )
    yield Choice(
        "ReturnToService", "2", "a node that comes back is used again, without manual action"
    )


def _job_end() -> Iterator[Choice]:
    """Yield the choice that starts the next job as soon as a job ends.

    Slurm 22.05 and 24.11. Without an epilog, slurmd (req.c, _rpc_terminate_job()) answers that the
    job has ended, and slurmctld (agent.c, _notify_slurmctld_nodes()) only calls
    queue_job_scheduler(), which waits for the next round of _slurmctld_background(). With an
    epilog, slurmd sends MESSAGE_EPILOG_COMPLETE, and slurmctld (proc_req.c,
    _slurm_rpc_epilog_complete()) calls schedule() immediately, unless SchedulerParameters has
    defer. Measured on one node: 0.8 jobs per second without an epilog, 44 with one.
    """
    yield Choice(
        "Epilog",
        "/bin/true",
        "with an epilog, slurmctld starts the next job as soon as one ends; without an epilog, "
        "some seconds later",
    )


def _memory(options: Mapping[str, str], nodes: Sequence[Line]) -> Iterator[Choice]:
    """Yield the memory of jobs that do not request any."""
    # If it is null, Slurm's default applies: CR_Core_Memory since 24.05.
    chosen = options.get("SelectTypeParameters") or "CR_CPU_Memory"
    if "memory" not in chosen.lower():
        return
    shares = [
        int(node.values["RealMemory"]) // count_cpus(node.values)
        for node in nodes
        if "RealMemory" in node.values and count_cpus(node.values)
    ]
    if not shares or options.get("DefMemPerNode") or options.get("DefMemPerGPU"):
        return
    share = min(shares)
    limit = options.get("MaxMemPerCPU", "")
    if limit.isdecimal() and int(limit):
        share = min(share, int(limit))  # above the limit, Slurm allocates more CPUs instead
    yield Choice(
        "DefMemPerCPU",
        str(max(share, 1)),
        "MB, the smallest RealMemory / CPUs of all nodes; without it, a job gets a whole node",
    )


def _limits_by_cgroup(cgroup: Mapping[str, str]) -> Iterator[Choice]:
    """Yield the choices that limit memory with cgroups."""
    reason = "cgroups limit the cores and memory of jobs; jobs above their memory are OUT_OF_MEMORY"
    if {**CGROUP_LIMITS, **cgroup}["ConstrainRAMSpace"].lower() not in YES:
        reason = "cgroups limit jobs as set in slurm_cgroup_config"
    yield Choice("ProctrackType", "proctrack/cgroup", reason)
    yield Choice("TaskPlugin", "task/cgroup,task/affinity", reason)
    yield Choice("JobAcctGatherType", "jobacct_gather/cgroup", "cgroups measure the usage of jobs")


def _limits_by_accounting(
    options: Mapping[str, str], cgroup: Mapping[str, str]
) -> Iterator[Choice]:
    """Yield the choices that limit memory with Slurm's accounting poll, if nothing else does."""
    yield Choice("ProctrackType", "proctrack/linuxproc", "works without cgroups")
    yield Choice("JobAcctGatherType", "jobacct_gather/linux", "works without cgroups")
    if not options.get("JobAcctGatherType", "linux").endswith(("linux", "cgroup")):
        return
    if "overmemorykill" not in options.get("JobAcctGatherParams", "OverMemoryKill").lower():
        return
    if _has_cgroup_limit(options, cgroup):
        return
    reason = (
        "cgroups cannot limit memory here, so Slurm checks every 10 s and kills jobs above their "
        "memory; such jobs end as FAILED with signal 9"
    )
    yield Choice("JobAcctGatherParams", "OverMemoryKill", reason)
    yield Choice("JobAcctGatherFrequency", "task=10", reason)


def _has_cgroup_limit(options: Mapping[str, str], cgroup: Mapping[str, str]) -> bool:
    """Return whether the user's options limit memory with cgroups.

    Slurm 24.11, src/interfaces/cgroup.c, cgroup_memcg_job_confinement().
    """
    limits = (cgroup.get(name, "") for name in ("ConstrainRAMSpace", "ConstrainSwapSpace"))
    return "cgroup" in options.get("TaskPlugin", "") and any(
        limit.lower() in YES for limit in limits
    )
