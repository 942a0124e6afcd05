# SPDX-License-Identifier: GPL-3.0-or-later
"""Defaults for slurm.conf options that the user did not set."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.choices import (
    Choice,
    Cluster,
    can_use_cgroups,
    choose,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import Line, SlurmConf
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.inventory import (
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
    uses_cgroups: bool = True,
) -> dict[str, str]:
    """Return the chosen values by option."""
    cluster = Cluster(nodes, ["a", "b"], uses_cgroups=uses_cgroups)
    choices = choose(options or {}, cgroup or {}, cluster)
    return {choice.option: choice.value for choice in choices}


def test_no_options() -> None:
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
    values = chosen(uses_cgroups=False)
    assert set(values) == BY_ACCOUNTING
    assert values["ProctrackType"] == "proctrack/linuxproc"
    assert values["JobAcctGatherType"] == "jobacct_gather/linux"
    assert values["JobAcctGatherParams"] == "OverMemoryKill"
    assert values["JobAcctGatherFrequency"] == "task=10"


@given(st.sets(st.sampled_from(sorted(BY_CGROUP | BY_ACCOUNTING))), st.booleans())
def test_user_options_are_not_changed(names: set[str], uses_cgroups: bool) -> None:
    values = chosen(dict.fromkeys(names, "CR_CPU_Memory"), uses_cgroups=uses_cgroups)
    assert not names & set(values)


@given(st.booleans(), st.booleans(), st.booleans())
def test_memory_is_never_limited_twice(uses_cgroups: bool, ram: bool, task: bool) -> None:
    options = {"TaskPlugin": "task/cgroup"} if task else {}
    cgroup = {"ConstrainRAMSpace": "Yes"} if ram else {}
    values = chosen(options, cgroup, uses_cgroups=uses_cgroups)
    polled = "JobAcctGatherParams" in values
    assert not (polled and (uses_cgroups or (ram and task)))


def test_no_controller() -> None:
    names = [choice.option for choice in choose({}, {}, Cluster(NODES, []))]
    assert "SlurmctldHost" not in names


@pytest.mark.parametrize(
    ("before", "name", "reason"),
    [
        pytest.param(None, "cluster", "any name works", id="new"),
        pytest.param("cluster", "cluster", "any name works", id="chosen-before"),
        pytest.param("", "cluster", "any name works", id="nameless"),
        pytest.param("mine", "mine", "slurmctld rejects the state directory", id="of-the-site"),
    ],
)
def test_name_of_the_cluster(before: str | None, name: str, reason: str) -> None:
    choice = choose({}, {}, Cluster(NODES, [], before))[0]
    assert (choice.option, choice.value) == ("ClusterName", name)
    assert reason in choice.reason


@pytest.mark.parametrize(
    ("option", "more"),
    [
        pytest.param("Epilog", set(), id="epilog"),
        pytest.param("ProctrackType", set(), id="proctrack"),
        pytest.param("SelectType", {"SelectTypeParameters"}, id="select"),
        pytest.param("SelectTypeParameters", set(), id="select-parameters"),
        pytest.param("DefMemPerCPU", set(), id="memory"),
    ],
)
def test_omitted_option(option: str, more: set[str]) -> None:
    assert BY_CGROUP - set(chosen({option: ""})) == {option, *more}


@pytest.mark.parametrize(
    "option",
    ["JobAcctGatherType", "JobAcctGatherParams"],
)
def test_no_poll_without_its_other_options(option: str) -> None:
    values = chosen({option: ""}, uses_cgroups=False)
    assert BY_ACCOUNTING - set(values) == {option, "JobAcctGatherParams", "JobAcctGatherFrequency"}


@pytest.mark.parametrize(
    ("cgroup", "reason"),
    [
        pytest.param({}, "jobs above their memory are OUT_OF_MEMORY", id="chosen"),
        pytest.param({"ConstrainRAMSpace": "YES"}, "are OUT_OF_MEMORY", id="user"),
        pytest.param({"ConstrainRAMSpace": "no"}, "as set in slurm_cgroup_config", id="no"),
        pytest.param({"ConstrainRAMSpace": ""}, "as set in slurm_cgroup_config", id="null"),
    ],
)
def test_reason_for_cgroups(cgroup: dict[str, str], reason: str) -> None:
    choices = choose({}, cgroup, Cluster(NODES, []))
    found = [choice.reason for choice in choices if choice.option == "TaskPlugin"]
    assert [reason in text for text in found] == [True]


@pytest.mark.parametrize(
    ("options", "nodes", "value"),
    [
        pytest.param({}, NODES, "2500", id="leanest-node"),
        pytest.param({"SelectTypeParameters": "CR_Core_Memory"}, NODES, "2500", id="core-memory"),
        pytest.param({"SelectTypeParameters": "CR_CPU"}, NODES, None, id="memory-does-not-matter"),
        pytest.param({"DefMemPerCPU": "7"}, NODES, None, id="user"),
        pytest.param({"DefMemPerNode": "7"}, NODES, None, id="user-by-node"),
        pytest.param({"DefMemPerGPU": "7"}, NODES, None, id="user-by-gpu"),
        pytest.param({"DefMemPerGPU": ""}, NODES, "2500", id="user-not-by-gpu"),
        pytest.param({"MaxMemPerCPU": "2000"}, NODES, "2000", id="no-more-than-allowed"),
        pytest.param({"MaxMemPerCPU": "3000"}, NODES, "2500", id="less-than-allowed"),
        pytest.param({"MaxMemPerCPU": "0"}, NODES, "2500", id="all-is-allowed"),
        pytest.param({}, (Line("n", {"CPUs": "8", "RealMemory": "4"}),), "1", id="at-least-one"),
        pytest.param({}, (*NODES, Line("f", {"State": "FUTURE"})), "2500", id="node-to-come"),
        pytest.param({}, (*NODES, Line("f", {"CPUs": "999"})), "2500", id="no-memory-known"),
        pytest.param({}, (*NODES, Line("f", {"RealMemory": "1"})), "2500", id="no-cpus-known"),
        pytest.param({}, (Line("f", {"State": "CLOUD"}),), None, id="nothing-known"),
    ],
)
def test_default_memory(
    options: dict[str, str], nodes: tuple[Line, ...], value: str | None
) -> None:
    assert chosen(options, nodes=nodes).get("DefMemPerCPU") == value


def test_no_default_memory_for_whole_nodes() -> None:
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
def test_accounting_poll(options: dict[str, str], cgroup: dict[str, str], polled: bool) -> None:
    assert ("JobAcctGatherFrequency" in chosen(options, cgroup, uses_cgroups=False)) is polled


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
        pytest.param({"ProctrackType": ""}, {"n1": WITH}, True, id="slurm-itself-tracks-by-cgroup"),
        pytest.param({"TaskPlugin": ""}, {"n1": WITH}, False, id="slurm-itself-has-no-task-plugin"),
    ],
)
def test_can_use_cgroups(options: dict[str, str], hosts: dict[str, Host], expected: bool) -> None:
    assert can_use_cgroups(options, Inventory(hosts)) is expected


@pytest.mark.parametrize(
    ("decided", "host", "partial", "expected"),
    [
        pytest.param("proctrack/linuxproc", WITH, True, False, id="kept"),
        pytest.param("proctrack/cgroup", WITHOUT, True, True, id="kept-too"),
        pytest.param("proctrack/linuxproc", WITH, False, True, id="all-seen-again"),
        pytest.param(None, WITHOUT, True, False, id="never-decided"),
    ],
)
def test_decision_of_an_earlier_run(
    decided: str | None, host: Host, partial: bool, expected: bool
) -> None:
    present = SlurmConf(options={"ProctrackType": decided} if decided else {})
    inventory = Inventory({"n1": host}, present, partial=partial)
    assert can_use_cgroups({}, inventory) is expected


def test_sentence() -> None:
    assert Choice("SlurmctldHost", "a\nb", "reason").sentence == "SlurmctldHost=a and b: reason"
