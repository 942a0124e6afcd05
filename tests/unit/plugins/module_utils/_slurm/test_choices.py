# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen where the user leaves slurm.conf open."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.choices import (
    Choice,
    choose,
    limited_by_cgroup,
)
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.conf import Line, SlurmConf
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.definitions import (
    Host,
    Inventory,
)
from hypothesis import given
from hypothesis import strategies as st

NODES = (
    Line("fat", {"CPUs": "4", "RealMemory": "40000"}),
    Line("lean", {"Sockets": "2", "CoresPerSocket": "2", "RealMemory": "10003"}),
)
ALWAYS = {
    "ClusterName",
    "SlurmctldHost",
    "SelectType",
    "SelectTypeParameters",
    "Epilog",
    "SchedulerParameters",
    "ReturnToService",
    "DefMemPerCPU",
    "ProctrackType",
    "JobAcctGatherType",
}
BY_CGROUP = ALWAYS | {"TaskPlugin"}
BY_ACCOUNTING = ALWAYS | {"JobAcctGatherParams", "JobAcctGatherFrequency"}


def chosen(
    options: Mapping[str, str] | None = None,
    cgroup: Mapping[str, str] | None = None,
    nodes: tuple[Line, ...] = NODES,
    *,
    by_cgroup: bool = True,
) -> dict[str, str]:
    """Return the values of what is chosen, by option."""
    choices = choose(options or {}, cgroup or {}, nodes, ["a", "b"], by_cgroup=by_cgroup)
    return {choice.option: choice.value for choice in choices}


def test_everything_open() -> None:
    assert chosen() == {
        "ClusterName": "cluster",
        "SlurmctldHost": "a\nb",
        "SelectType": "select/cons_tres",
        "SelectTypeParameters": "CR_CPU_Memory",
        "Epilog": "/bin/true",
        "SchedulerParameters": "batch_sched_delay=0",
        "ReturnToService": "2",
        "DefMemPerCPU": "2500",
        "ProctrackType": "proctrack/cgroup",
        "TaskPlugin": "task/cgroup,task/affinity",
        "JobAcctGatherType": "jobacct_gather/cgroup",
    }


def test_memory_by_accounting() -> None:
    values = chosen(by_cgroup=False)
    assert set(values) == BY_ACCOUNTING
    assert values["ProctrackType"] == "proctrack/linuxproc"
    assert values["JobAcctGatherType"] == "jobacct_gather/linux"
    assert values["JobAcctGatherParams"] == "OverMemoryKill"
    assert values["JobAcctGatherFrequency"] == "task=10"


@given(st.sets(st.sampled_from(sorted(BY_CGROUP | BY_ACCOUNTING))), st.booleans())
def test_what_the_user_wrote_is_never_chosen(names: set[str], by_cgroup: bool) -> None:
    values = chosen(dict.fromkeys(names, "CR_CPU_Memory"), by_cgroup=by_cgroup)
    assert not names & set(values)


@given(st.booleans(), st.booleans(), st.booleans())
def test_memory_is_never_held_twice(by_cgroup: bool, ram: bool, task: bool) -> None:
    options = {"TaskPlugin": "task/cgroup"} if task else {}
    cgroup = {"ConstrainRAMSpace": "Yes"} if ram else {}
    values = chosen(options, cgroup, by_cgroup=by_cgroup)
    polled = "JobAcctGatherParams" in values
    assert not (polled and (by_cgroup or (ram and task)))


def test_nobody_is_controller() -> None:
    names = [choice.option for choice in choose({}, {}, NODES, [], by_cgroup=True)]
    assert "SlurmctldHost" not in names


@pytest.mark.parametrize(
    ("options", "nodes", "value"),
    [
        pytest.param({}, NODES, "2500", id="leanest-node"),
        pytest.param({"SelectTypeParameters": "CR_Core_Memory"}, NODES, "2500", id="core-memory"),
        pytest.param({"SelectTypeParameters": "CR_CPU"}, NODES, None, id="memory-does-not-matter"),
        pytest.param({"DefMemPerCPU": "7"}, NODES, None, id="user"),
        pytest.param({"DefMemPerNode": "7"}, NODES, None, id="user-by-node"),
        pytest.param({"DefMemPerGPU": "7"}, NODES, None, id="user-by-gpu"),
        pytest.param({"MaxMemPerCPU": "2000"}, NODES, "2000", id="no-more-than-allowed"),
        pytest.param({"MaxMemPerCPU": "3000"}, NODES, "2500", id="less-than-allowed"),
        pytest.param({"MaxMemPerCPU": "0"}, NODES, "2500", id="all-is-allowed"),
        pytest.param({}, (Line("n", {"CPUs": "8", "RealMemory": "4"}),), "1", id="at-least-one"),
    ],
)
def test_default_memory(
    options: dict[str, str], nodes: tuple[Line, ...], value: str | None
) -> None:
    assert chosen(options, nodes=nodes).get("DefMemPerCPU") == value


def test_whole_nodes_are_not_given_by_cpus() -> None:
    assert chosen({"SelectType": "select/linear"})["SelectTypeParameters"] == "CR_Memory"


@pytest.mark.parametrize(
    ("options", "cgroup", "polled"),
    [
        pytest.param({}, {}, True, id="open"),
        pytest.param({"JobAcctGatherType": "jobacct_gather/cgroup"}, {}, True, id="by-cgroup"),
        pytest.param({"JobAcctGatherType": "jobacct_gather/none"}, {}, False, id="no-poll"),
        pytest.param({"JobAcctGatherParams": "UsePss"}, {}, False, id="user-lets-jobs-go-over"),
        pytest.param({"JobAcctGatherParams": "UsePss,OverMemoryKill"}, {}, True, id="user-kills"),
        pytest.param(
            {"TaskPlugin": "task/cgroup"},
            {"ConstrainSwapSpace": "yes"},
            False,
            id="user-has-cgroup",
        ),
        pytest.param(
            {"TaskPlugin": "task/cgroup"}, {"ConstrainRAMSpace": "no"}, True, id="cgroup-without"
        ),
        pytest.param(
            {"TaskPlugin": "task/affinity"}, {"ConstrainRAMSpace": "yes"}, True, id="no-task-cgroup"
        ),
    ],
)
def test_poll_that_kills(options: dict[str, str], cgroup: dict[str, str], polled: bool) -> None:
    assert ("JobAcctGatherFrequency" in chosen(options, cgroup, by_cgroup=False)) is polled


WITH, WITHOUT = Host(2, 100, memory_cgroup=True), Host(2, 100)


@pytest.mark.parametrize(
    ("options", "hosts", "expected"),
    [
        pytest.param({}, {"n1": WITH, "n2": WITH}, True, id="all-can"),
        pytest.param({}, {"n1": WITH, "n2": WITHOUT}, False, id="one-cannot"),
        pytest.param({"ProctrackType": "proctrack/pgid"}, {"n1": WITH}, False, id="user-tracks"),
        pytest.param({"TaskPlugin": "task/affinity"}, {"n1": WITH}, False, id="user-tasks"),
        pytest.param(
            {"ProctrackType": "proctrack/cgroup", "TaskPlugin": "task/affinity,task/cgroup"},
            {"n1": WITH},
            True,
            id="user-agrees",
        ),
        pytest.param(
            {"JobAcctGatherParams": "overmemorykill"}, {"n1": WITH}, False, id="user-polls"
        ),
    ],
)
def test_limited_by_cgroup(options: dict[str, str], hosts: dict[str, Host], expected: bool) -> None:
    nodes = [Line(name, {}) for name in hosts]
    assert limited_by_cgroup(options, nodes, Inventory(hosts)) is expected


@pytest.mark.parametrize(
    ("decided", "seen", "expected"),
    [
        pytest.param("proctrack/linuxproc", ["n1"], False, id="kept"),
        pytest.param("proctrack/cgroup", ["n1"], True, id="kept-too"),
        pytest.param("proctrack/linuxproc", ["n1", "n2"], True, id="all-seen-again"),
    ],
)
def test_decision_of_another_run(decided: str, seen: list[str], expected: bool) -> None:
    present = SlurmConf(options={"ProctrackType": decided})
    inventory = Inventory(dict.fromkeys(seen, WITH), present)
    assert limited_by_cgroup({}, [Line("n1", {}), Line("n2", {})], inventory) is expected


def test_sentence() -> None:
    assert Choice("SlurmctldHost", "a\nb", "why").sentence == "SlurmctldHost=a and b: why"
