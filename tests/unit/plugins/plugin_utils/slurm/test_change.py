# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that a change of configuration requires."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm import options
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.change import (
    Action,
    Parts,
    plan,
    plan_file,
)
from hypothesis import given
from hypothesis import strategies as st

NODES = {"n[1-2]": {"CPUs": "4", "RealMemory": "8000", "Weight": "1"}}
PARTITIONS = {"main": {"Nodes": "ALL", "Default": "YES"}}


def test_actions_are_ordered() -> None:
    assert Action.NOTHING < Action.RECONFIGURE < Action.RESTART
    assert max(Action.RECONFIGURE, Action.RESTART, Action.NOTHING) is Action.RESTART
    assert [action.value for action in Action] == ["none", "reconfigure", "restart"]


def test_first_configuration_requires_a_restart() -> None:
    change = plan(None, Parts({"ClusterName": "galaxy"}), "22.05")
    assert change.action is Action.RESTART
    assert change.reasons == ("The running configuration is unknown: requires a restart.",)


@pytest.mark.parametrize(
    ("version", "before", "after", "action"),
    [
        pytest.param("22.05", {"KillWait": "30"}, {"KillWait": "60"}, "reconfigure", id="plain"),
        pytest.param("22.05", {}, {"KillWait": "60"}, "reconfigure", id="new"),
        pytest.param("22.05", {"KillWait": "60"}, {}, "reconfigure", id="gone"),
        pytest.param("26.05", {"FutureOption": "1"}, {}, "reconfigure", id="unheard-of"),
        pytest.param(
            "22.05",
            {"SelectType": "select/linear"},
            {"SelectType": "select/cons_tres"},
            "restart",
            id="select-before-23.11",
        ),
        pytest.param(
            "23.11",
            {"SelectType": "select/linear"},
            {"SelectType": "select/cons_tres"},
            "reconfigure",
            id="select-since-23.11",
        ),
        pytest.param(
            "23.02",
            {"TaskPlugin": "task/none"},
            {"TaskPlugin": "task/cgroup"},
            "restart",
            id="plugin-loaded-once",
        ),
        pytest.param(
            "22.05",
            {"JobSubmitPlugins": "lua"},
            {"JobSubmitPlugins": "lua,defaults"},
            "reconfigure",
            id="plugin-loaded-again",
        ),
        pytest.param(
            "26.05", {"SlurmctldPort": "6817"}, {"SlurmctldPort": "6820"}, "restart", id="port"
        ),
        pytest.param(
            "26.05", {"AuthType": "auth/munge"}, {"AuthType": "auth/slurm"}, "restart", id="auth"
        ),
        pytest.param("26.05", {"SlurmUser": "root"}, {"SlurmUser": "slurm"}, "restart", id="user"),
        pytest.param(
            "26.05", {"SlurmctldHost": "a"}, {"SlurmctldHost": "a\nb"}, "restart", id="backup"
        ),
        pytest.param(
            "22.05",
            {"SlurmctldParameters": "cloud_dns"},
            {"SlurmctldParameters": "cloud_dns,enable_configless"},
            "restart",
            id="configless-before-23.11",
        ),
        pytest.param(
            "22.05",
            {"SlurmctldParameters": "enable_configless"},
            {"SlurmctldParameters": "enable_configless,cloud_dns"},
            "reconfigure",
            id="another-word-beside-configless",
        ),
        pytest.param(
            "24.11",
            {},
            {"SlurmctldParameters": "enable_configless"},
            "reconfigure",
            id="configless-since-23.11",
        ),
        pytest.param(
            "26.05", {}, {"CommunicationParameters": "EnableIPv6"}, "restart", id="listening"
        ),
        pytest.param("26.05", {"UsePAM": "1"}, {"usepam": "YES"}, "none", id="same-boolean"),
        pytest.param("26.05", {"UsePAM": "1"}, {"UsePAM": "no"}, "reconfigure", id="boolean"),
        pytest.param(
            "26.05",
            {"PrologFlags": "Alloc,X11"},
            {"PrologFlags": "x11, alloc"},
            "none",
            id="same-words",
        ),
        pytest.param(
            "26.05", {"DefMemPerCPU": "1g"}, {"DEFMEMPERCPU": "1G"}, "none", id="same-size"
        ),
        pytest.param(
            "26.05",
            {"A": "1", "KillWait": "30"},
            {"KillWait": "30", "A": "1"},
            "none",
            id="another-order",
        ),
        pytest.param(
            "26.05", {"Prolog": "/a"}, {"Prolog": "/A"}, "reconfigure", id="paths-have-case"
        ),
        pytest.param("24.11", {"GetEnvTimeout": "2"}, {}, "reconfigure", id="heeded"),
        pytest.param("25.05", {"GetEnvTimeout": "2"}, {}, "none", id="ignored-by-the-version"),
    ],
)
def test_options(version: str, before: dict[str, str], after: dict[str, str], action: str) -> None:
    change = plan(Parts(before), Parts(after), version)
    assert change.action.value == action
    assert bool(change.reasons) == (action != "none")


Lines = Mapping[str, Mapping[str, str]]


@pytest.mark.parametrize(
    ("version", "before", "after", "action"),
    [
        pytest.param("22.05", NODES, {**NODES, "n3": {"CPUs": "4"}}, "restart", id="added"),
        pytest.param("24.11", NODES, {**NODES, "n3": {"CPUs": "4"}}, "reconfigure", id="added-new"),
        pytest.param("23.11", NODES, {}, "restart", id="removed-where-the-manual-asks-for-it"),
        pytest.param("24.05", NODES, {}, "reconfigure", id="removed-new"),
        pytest.param(
            "22.05", {"n1": {"CPUs": "4"}}, {"n1": {"CPUs": "8"}}, "restart", id="hardware"
        ),
        pytest.param(
            "25.05", {"n1": {"CPUs": "4"}}, {"n1": {"CPUs": "8"}}, "reconfigure", id="hardware-new"
        ),
        pytest.param(
            "22.05", {"n1": {"Weight": "1"}}, {"n1": {"Weight": "2"}}, "reconfigure", id="weight"
        ),
        pytest.param("25.05", {"n1": {}}, {"n1": {"Port": "7000"}}, "restart", id="port"),
        pytest.param(
            "22.05",
            {"n1": {"Procs": "4", "Feature": "a"}},
            {"n1": {"Features": "a", "cpus": "4"}},
            "none",
            id="other-names",
        ),
    ],
)
def test_nodes(version: str, before: Lines, after: Lines, action: str) -> None:
    change = plan(Parts(nodes=before), Parts(nodes=after), version)
    assert change.action.value == action


@pytest.mark.parametrize(
    ("before", "after", "action"),
    [
        pytest.param(PARTITIONS, {}, "reconfigure", id="removed"),
        pytest.param({}, PARTITIONS, "reconfigure", id="added"),
        pytest.param(
            PARTITIONS, {"main": {"Nodes": "n1", "Default": "YES"}}, "reconfigure", id="changed"
        ),
        pytest.param(PARTITIONS, {"main": {"default": "yes", "nodes": "ALL"}}, "none", id="same"),
        pytest.param(PARTITIONS, {"Main": PARTITIONS["main"]}, "reconfigure", id="names-have-case"),
    ],
)
@pytest.mark.parametrize("version", ["20.11", "26.05"])
def test_partitions(version: str, before: Lines, after: Lines, action: str) -> None:
    change = plan(Parts(partitions=before), Parts(partitions=after), version)
    assert change.action.value == action


def test_node_sets_and_down_nodes_require_a_reconfigure() -> None:
    before = Parts(node_sets={"big": {"Feature": "big"}}, down_nodes={"n1": {"State": "DOWN"}})
    change = plan(before, Parts(node_sets={"big": {"Nodes": "n[1-2]"}}), "22.05")
    assert change.action is Action.RECONFIGURE
    assert len(change.reasons) == 3


def test_reasons_with_the_most_disruptive_first() -> None:
    before = Parts(
        {"KillWait": "30", "JobCompPass": "old-s3cret", "SlurmctldHost": "a"}, nodes=NODES
    )
    after = Parts(
        {"JobCompPass": "new-s3cret", "SlurmctldHost": "a\nb", "Prolog": "/p"},
        nodes={"n[1-2]": {**NODES["n[1-2]"], "CPUs": "8"}},
        partitions={"main": {"Nodes": "ALL"}},
    )
    assert plan(before, after, "22.05").reasons == (
        "SlurmctldHost changed from a to a, b: requires a restart of the daemons.",
        "CPUs of NodeName n[1-2] changed from 4 to 8: requires a restart of the daemons.",
        "JobCompPass changed from ******** to ********: requires `scontrol reconfigure`.",
        "Prolog was added (/p): requires `scontrol reconfigure`.",
        "KillWait was removed (was 30): requires `scontrol reconfigure`.",
        "PartitionName main was added (Nodes=ALL): requires `scontrol reconfigure`.",
    )


def test_unsupported_version() -> None:
    with pytest.raises(ClusterError, match="too old"):
        plan(Parts(), Parts(), "18.08")


CGROUP = """\
# made by hand
ConstrainCores=yes   # all of them
CgroupPlugin=autodetect

"""
GPUS = "Name=gpu Type=a100 File=/dev/nvidia[0-1] Cores=0-3\n"


@pytest.mark.parametrize(
    ("name", "version", "before", "after", "action"),
    [
        pytest.param("cgroup.conf", "22.05", None, None, "none", id="never-there"),
        pytest.param("cgroup.conf", "22.05", None, "# nothing\n", "none", id="only-a-comment"),
        pytest.param(
            "cgroup.conf",
            "22.05",
            CGROUP,
            "CGROUPPLUGIN = autodetect\nConstrainCores=YES",
            "none",
            id="comments-order-and-case",
        ),
        pytest.param(
            "cgroup.conf",
            "22.05",
            CGROUP,
            CGROUP.replace("yes", "no"),
            "reconfigure",
            id="constraint",
        ),
        pytest.param("cgroup.conf", "22.05", CGROUP, None, "restart", id="removed"),
        pytest.param(
            "cgroup.conf",
            "22.05",
            CGROUP,
            CGROUP.replace("autodetect", "cgroup/v1"),
            "restart",
            id="plugin-before-23.11",
        ),
        pytest.param(
            "cgroup.conf",
            "24.11",
            CGROUP,
            CGROUP.replace("autodetect", "cgroup/v1"),
            "reconfigure",
            id="plugin-since-23.11",
        ),
        pytest.param("cgroup.conf", "25.11", "", "CgroupSlice=slurm.slice", "restart", id="slice"),
        pytest.param("cgroup.conf", "24.11", "", "CgroupAutomount=yes", "none", id="ignored"),
        pytest.param("gres.conf", "22.05", GPUS, "# two\n" + GPUS, "none", id="gres-comment"),
        pytest.param(
            "gres.conf",
            "22.05",
            GPUS,
            "name=gpu Type=a100 \\\n File=/dev/nvidia[0-1] Cores=0-3",
            "none",
            id="gres-continued-line",
        ),
        pytest.param(
            "gres.conf", "24.11", GPUS, GPUS.replace("0-3", "0-7"), "restart", id="gres-cores"
        ),
        pytest.param(
            "gres.conf",
            "22.05",
            "Name=gpu Type=a100",
            "Name=gpu Type=v100",
            "restart",
            id="gres-type-before-23.11",
        ),
        pytest.param(
            "gres.conf",
            "23.11",
            "Name=gpu Type=a100",
            "Name=gpu Type=v100",
            "reconfigure",
            id="gres-type-since-23.11",
        ),
        pytest.param(
            "gres.conf", "22.05", None, "AutoDetect=nvml", "reconfigure", id="gres-autodetect"
        ),
        pytest.param(
            "gres.conf",
            "22.05",
            "Name=a File=/a\nName=b File=/b",
            "Name=b File=/b\nName=a File=/a",
            "reconfigure",
            id="gres-order",
        ),
    ],
)
def test_files(name: str, version: str, before: str | None, after: str | None, action: str) -> None:
    change = plan_file(name, before, after, version)
    assert change.action.value == action
    assert bool(change.reasons) == (action != "none")
    assert all(name in reason for reason in change.reasons)


TEXTS = st.text(st.characters(codec="ascii", exclude_characters="\n\r"), max_size=8)
OPTIONS = st.dictionaries(
    st.sampled_from([option.name for option in options.SLURM_CONF.values()]), TEXTS, max_size=6
)
LINES = st.dictionaries(st.sampled_from(["n1", "n2"]), st.dictionaries(TEXTS, TEXTS), max_size=2)


@given(OPTIONS, LINES, LINES, st.sampled_from(options.VERSIONS))
def test_equal_configurations_require_no_action(
    values: dict[str, str], nodes: Lines, partitions: Lines, version: str
) -> None:
    parts = Parts(values, nodes, partitions)
    shuffled = Parts(dict(reversed(values.items())), nodes, dict(reversed(partitions.items())))
    assert plan(parts, shuffled, version).action is Action.NOTHING
