# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration files of whole clusters."""

from __future__ import annotations

import typing as t
from dataclasses import replace

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.apply import plan_files
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.change import Action
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.compose import (
    Composition,
    Request,
    compose,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import (
    Line,
    SlurmConf,
    parse,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.inventory import (
    Host,
    Inventory,
)

HOST = Host(cpus=8, real_memory=16000, memory_cgroup=True)
TUTORIAL = Request(
    options={
        "FastSchedule": 2,
        "SelectType": "select/cons_res",
        "SelectTypeParameters": "CR_CPU_Memory",
    },
    nodes=[{"name": "localhost", "CPUs": 2}],
)
ONE_NODE = [{"name": "n1", "CPUs": 2, "RealMemory": 100}]


def composed(inventory: Inventory | None = None, **request: t.Any) -> Composition:
    """Return the composition for a cluster whose controller is called galaxy."""
    request = {"controllers": ["galaxy"], "nodes": ONE_NODE, "version": "22.05.8", **request}
    return compose(Request(**request), inventory or Inventory())


@pytest.mark.parametrize(
    ("version", "select_type", "warnings"),
    [
        pytest.param("20.11.9", "select/cons_res", ["FastSchedule=2"], id="20.11"),
        pytest.param("22.05.8", "select/cons_res", ["FastSchedule=2"], id="22.05"),
        pytest.param(
            "24.11.5",
            "select/cons_tres",
            ["FastSchedule=2", "SelectType=select/cons_res"],
            id="24.11",
        ),
    ],
)
def test_tutorial(version: str, select_type: str, warnings: list[str]) -> None:
    found = composed(
        Inventory({"galaxy": HOST}),
        options=TUTORIAL.options,
        nodes=TUTORIAL.nodes,
        defaults={"SlurmUser": "slurm"},
        version=version,
    )
    assert found.conf.options == {
        "ClusterName": "cluster",
        "SlurmctldHost": "galaxy",
        "SlurmUser": "slurm",
        "SlurmdParameters": "config_overrides",
        "SelectType": select_type,
        "SelectTypeParameters": "CR_CPU_Memory",
        "DefMemPerCPU": "7488",
        "Epilog": "/bin/true",
        "SchedulerParameters": "batch_sched_delay=0",
        "ReturnToService": "2",
        "ProctrackType": "proctrack/cgroup",
        "TaskPlugin": "task/cgroup,task/affinity",
        "JobAcctGatherType": "jobacct_gather/cgroup",
    }
    assert found.conf.nodes == (Line("localhost", {"CPUs": "2", "RealMemory": "14976"}),)
    assert found.conf.partitions == (
        Line("debug", {"Default": "YES", "Nodes": "ALL", "State": "UP"}),
    )
    assert [old in text for old, text in zip(warnings, found.warnings)] == [True] * len(warnings)
    assert len(found.warnings) == len(warnings)


def test_more_cpus_than_the_host_has_with_fast_schedule() -> None:
    nodes = [{"name": "localhost", "CPUs": 64}]
    inventory = Inventory({"galaxy": HOST})
    found = composed(inventory, options={"FastSchedule": 2}, nodes=nodes)
    assert found.conf.nodes[0].values["CPUs"] == "64"
    with pytest.raises(ClusterError, match="CPUs '64', but the host has 8"):
        composed(inventory, options={"FastSchedule": 1}, nodes=nodes)


def test_files() -> None:
    found = composed(
        Inventory({"n1": HOST}),
        cgroup={"ConstrainDevices": True, "ConstrainCores": False},
        gres=[
            {"File": "/dev/nvidia[0-1]", "name": "gpu", "NodeName": "n1"},
            {"AutoDetect": "nvml"},
        ],
    )
    assert parse(found.files["slurm.conf"]) == found.conf
    header = "# Managed by Ansible (galaxyhpc.cluster.slurm): manual changes will be overwritten.\n"
    assert found.files["cgroup.conf"] == (
        f"{header}ConstrainCores=no\nConstrainDevices=yes\nConstrainRAMSpace=yes\n"
    )
    assert found.files["gres.conf"] == (
        f"{header}NodeName=n1 Name=gpu File=/dev/nvidia[0-1]\nAutoDetect=nvml\n"
    )


def test_choices_are_explained_in_the_file() -> None:
    found = composed(options={"ReturnToService": 1})
    lines = found.files["slurm.conf"].split("\n")
    for choice in found.choices:
        index = lines.index(f"{choice.option}={choice.value}")
        assert lines[index - 1] == f"# Chosen: {choice.reason}"
    written_by_user = lines.index("ReturnToService=1")
    assert not lines[written_by_user - 1].startswith("#")


def test_user_wins_over_choices_and_defaults() -> None:
    found = composed(
        options={"clustername": "mine", "SlurmUser": "me", "TaskPlugin": "task/none"},
        defaults={"SlurmUser": "slurm", "SlurmdSpoolDir": "/var"},
    )
    options = found.conf.options
    assert (options["ClusterName"], options["SlurmUser"]) == ("mine", "me")
    assert (options["TaskPlugin"], options["SlurmdSpoolDir"]) == ("task/none", "/var")
    assert not {"ClusterName", "SlurmUser", "TaskPlugin"} & {x.option for x in found.choices}


def test_memory_limits_by_accounting() -> None:
    found = composed(Inventory({"n1": Host(8, 16000, memory_cgroup=False)}))
    assert found.conf.options["JobAcctGatherParams"] == "OverMemoryKill"
    assert "Constrain" not in found.files["cgroup.conf"]


def test_memory_limits_by_the_cgroup_of_the_user() -> None:
    found = composed(
        options={"ProctrackType": "proctrack/pgid", "TaskPlugin": "task/cgroup"},
        cgroup={"ConstrainRAMSpace": True},
    )
    assert "JobAcctGatherParams" not in found.conf.options
    assert "ConstrainRAMSpace=yes" in found.files["cgroup.conf"]


def test_several_controllers() -> None:
    found = composed(controllers=["a", "b"])
    assert "SlurmctldHost=a\nSlurmctldHost=b\n" in found.files["slurm.conf"]
    assert found.conf.controller_addresses() == ["a", "b"]


@pytest.mark.parametrize(
    ("version", "value", "expected"),
    [
        pytest.param("24.05", ["/a", "/b"], "Prolog=/a\nProlog=/b\n", id="lines"),
        pytest.param("22.05", ["/a"], "Prolog=/a\n", id="list-of-one"),
        pytest.param("22.05", "/a", "Prolog=/a\n", id="one"),
    ],
)
def test_repeatable_option(version: str, value: t.Any, expected: str) -> None:
    found = composed(options={"Prolog": value}, version=version)
    assert expected in found.files["slurm.conf"]


def test_controllers_of_an_earlier_run() -> None:
    present = SlurmConf(options={"SlurmctldHost": "head(10.0.0.1)\nbackup"})
    found = composed(Inventory(present=present), controllers=[])
    assert found.conf.options["SlurmctldHost"] == "head(10.0.0.1)\nbackup"


@pytest.mark.parametrize("seen", [["n1"], ["n2"], ["n1", "n2", "n10"], []])
@pytest.mark.parametrize("controllers", [[], ["backup"]])
@pytest.mark.parametrize(
    "nodes",
    [
        pytest.param([{"name": "n[1-2,10]", "Feature": "a"}], id="named"),
        pytest.param([{"name": "DEFAULT", "Weight": 3}], id="only-defaults"),
        pytest.param([], id="none"),
    ],
)
def test_partial_run_changes_nothing(
    nodes: list[dict[str, t.Any]], controllers: list[str], seen: list[str]
) -> None:
    hosts = {
        "n1": HOST,
        "n2": Host(4, 8000, memory_cgroup=True),
        "n10": Host(8, 16000, memory_cgroup=False),
    }
    whole = composed(Inventory(hosts), nodes=nodes, controllers=["head", "backup"])
    present = parse(whole.files["slurm.conf"])
    part = Inventory({name: hosts[name] for name in seen}, present, partial=True)
    assert composed(part, nodes=nodes, controllers=controllers).files == whole.files


def test_partial_run_of_a_new_cluster() -> None:
    found = composed(Inventory({"n1": HOST}, partial=True), nodes=[], controllers=["head"])
    assert found.conf.options["SlurmctldHost"] == "head"
    assert [line.name for line in found.conf.nodes] == ["n1"]
    with pytest.raises(ClusterError, match="No host has the role controller"):
        composed(Inventory({"n1": HOST}, partial=True), nodes=[], controllers=[])


def test_controllers_in_slurm_config_override_an_earlier_run() -> None:
    present = SlurmConf(options={"SlurmctldHost": "head"})
    inventory = Inventory(present=present, partial=True)
    found = composed(inventory, options={"SlurmctldHost": ["a", "b"]})
    assert found.conf.options["SlurmctldHost"] == "a\nb"


@pytest.mark.parametrize(
    ("options", "name"),
    [
        pytest.param({}, "galaxy", id="kept"),
        pytest.param({"ClusterName": "mine"}, "mine", id="user"),
    ],
)
def test_name_of_the_present_cluster(options: dict[str, str], name: str) -> None:
    inventory = Inventory(present=SlurmConf(options={"ClusterName": "galaxy"}))
    first = composed(inventory, options=options)
    assert first.conf.options["ClusterName"] == name
    again = composed(Inventory(present=parse(first.files["slurm.conf"])), options=options)
    assert again.files == first.files


@pytest.mark.parametrize(
    ("options", "gone"),
    [
        pytest.param({"Epilog": None}, ["Epilog"], id="chosen"),
        pytest.param({"epilog": None}, ["Epilog"], id="any-case"),
        pytest.param({"SlurmdPidFile": None}, ["SlurmdPidFile"], id="of-the-distribution"),
        pytest.param({"MailProg": None, "Prolog": None}, [], id="not-chosen"),
        pytest.param({"NodeSet": None, "DownNodes": None, "Include": None}, [], id="lines"),
    ],
)
def test_null_option_is_omitted(options: dict[str, None], gone: list[str]) -> None:
    defaults = {"SlurmdPidFile": "/run/slurmd.pid"}
    everything = composed(defaults=defaults).conf
    found = composed(defaults=defaults, options=options)
    expected = {name: everything.options[name] for name in everything.options if name not in gone}
    assert found.conf == replace(everything, options=expected)
    assert not {*gone} & {choice.option for choice in found.choices}
    assert parse(found.files["slurm.conf"]) == found.conf


@pytest.mark.parametrize(
    ("cgroup", "lines"),
    [
        pytest.param({}, ["ConstrainCores=yes", "ConstrainRAMSpace=yes"], id="chosen"),
        pytest.param({"constrainramspace": None}, ["ConstrainCores=yes"], id="null"),
        pytest.param(
            {"ConstrainDevices": None},
            ["ConstrainCores=yes", "ConstrainRAMSpace=yes"],
            id="null-of-what-is-not-chosen",
        ),
    ],
)
def test_null_in_cgroup_conf(cgroup: dict[str, t.Any], lines: list[str]) -> None:
    found = composed(Inventory({"n1": HOST}), cgroup=cgroup)
    assert found.files["cgroup.conf"].splitlines()[1:] == lines


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        pytest.param("/etc/slurm/a.conf", ["Include /etc/slurm/a.conf"], id="path"),
        pytest.param(["b.conf", "a.conf"], ["Include b.conf", "Include a.conf"], id="list"),
    ],
)
@pytest.mark.parametrize("name", ["Include", "include"])
def test_include(name: str, value: t.Any, lines: list[str]) -> None:
    found = composed(options={name: value})
    text = found.files["slurm.conf"]
    assert [line for line in text.splitlines() if line.startswith("Include")] == lines
    assert parse(text) == found.conf
    assert found.warnings == ()


def test_future_nodes() -> None:
    entries = [*ONE_NODE, {"name": "c[1-9]", "State": "CLOUD"}]
    found = composed(nodes=entries)
    assert found.conf.nodes[1] == Line("c[1-9]", {"State": "CLOUD"})
    assert found.conf.options["DefMemPerCPU"] == "50"
    assert "DefMemPerCPU" not in composed(nodes=entries[1:]).conf.options


def test_option_that_the_user_removed() -> None:
    before = composed(nodes=[{**ONE_NODE[0], "Feature": "a"}])
    after = composed(Inventory(present=parse(before.files["slurm.conf"])))
    assert after.conf.nodes == (Line("n1", {"CPUs": "2", "RealMemory": "100"}),)
    assert plan_files(before.files, after.files, "22.05.8").action is Action.RECONFIGURE


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("gpus Feature=gpu", id="text"),
        pytest.param(["gpus Feature=gpu", "all Nodes=ALL"], id="list"),
    ],
)
def test_node_sets(value: t.Any) -> None:
    found = composed(
        options={"NodeSet": value, "DownNodes": 'n1 State=DOWN Reason="no fan"'},
        partitions=[{"name": "p", "Nodes": "gpus", "Default": "true"}],
    )
    assert found.conf.node_sets[0] == Line("gpus", {"Feature": "gpu"})
    assert found.conf.down_nodes == (Line("n1", {"State": "DOWN", "Reason": "no fan"}),)
    assert parse(found.files["slurm.conf"]) == found.conf
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("partitions", "warned"),
    [
        pytest.param([], False, id="none"),
        pytest.param([{"name": "p", "Nodes": "ALL", "Default": True}], False, id="default"),
        pytest.param([{"name": "p", "Nodes": "ALL", "Default": 1}], False, id="one-is-yes"),
        pytest.param([{"name": "p", "Nodes": "ALL"}], True, id="not-said"),
        pytest.param([{"name": "p", "Nodes": "ALL", "Default": False}], True, id="no"),
    ],
)
def test_no_default_partition(partitions: list[dict[str, t.Any]], warned: bool) -> None:
    warnings = composed(partitions=partitions).warnings
    assert ["no partition has Default: YES" in text for text in warnings] == [True] * warned


@pytest.mark.parametrize(
    ("request_", "parts"),
    [
        pytest.param(
            {"options": {"GresTypes": ["gpu", None]}},
            ["slurm_config: GresTypes is ['gpu', None]", "expected a string"],
            id="null-in-list",
        ),
        pytest.param(
            {"options": {"Epilogue": None}},
            ["no option 'Epilogue'", "Did you mean 'Epilog'?"],
            id="null-unknown",
        ),
        pytest.param(
            {"options": {"Epilog": None, "epilog": "/a"}}, ["Epilog is set twice"], id="null-twice"
        ),
        pytest.param(
            {"options": {"ClusterName": None}},
            ["ClusterName is null", "Slurm does not start without a name"],
            id="no-name",
        ),
        pytest.param(
            {"options": {"SlurmctldHost": None}}, ["has no SlurmctldHost"], id="null-controller"
        ),
        pytest.param(
            {"options": {"Include": "/etc/my file"}}, ["Include", "whitespace"], id="include"
        ),
        pytest.param({"options": {"Include": {}}}, ["Include is {}"], id="include-dictionary"),
        pytest.param(
            {"options": {"SlurmdParameters": {"a": 1}}},
            ["slurm_config: SlurmdParameters is {'a': 1}", "expected a string"],
            id="dictionary",
        ),
        pytest.param(
            {"options": {"Epilog": ""}}, ["slurm_config: Epilog is empty", "or null"], id="empty"
        ),
        pytest.param({"options": {"GresTypes": []}}, ["GresTypes is empty"], id="empty-list"),
        pytest.param({"options": {1: 2}}, ["slurm_config", "no option '1'"], id="number-for-name"),
        pytest.param(
            {"options": {"MailProg": 'a "b"'}}, ["MailProg", "without double quotes"], id="quote"
        ),
        pytest.param(
            {"options": {"Prolog": ["/a", "/b"]}},
            ["slurm_config: Prolog is ['/a', '/b']", "Slurm 22.05.8 accepts only one line"],
            id="lines-that-do-not-add-up",
        ),
        pytest.param(
            {"options": {"nodename": "n1 CPUs=2"}},
            ["nodename", "entries of slurm_nodes"],
            id="node",
        ),
        pytest.param(
            {"options": {"PartitionName": "p"}}, ["entries of slurm_partitions"], id="partition"
        ),
        pytest.param(
            {"options": {"NodeSet": "gpus Feature"}},
            ["slurm_config, NodeSet=gpus Feature", "cannot parse 'Feature'"],
            id="node-set",
        ),
        pytest.param(
            {"cgroup": {"ConstrainCore": None}}, ["ConstrainCores"], id="cgroup-null-unknown"
        ),
        pytest.param(
            {"cgroup": {"ConstrainCore": True}}, ["ConstrainCores"], id="cgroup-unknown-option"
        ),
        pytest.param(
            {"gres": [{"Name": "gpu"}, {"Nam": "gpu"}]},
            ["slurm_gres_config: entry 2 has 'Nam'", "does not know. Did you mean 'Name'?"],
            id="gres-unknown-option",
        ),
        pytest.param(
            {"gres": [{"Name": None}]},
            ["slurm_gres_config: Name of entry 1 is None"],
            id="gres-null",
        ),
        pytest.param(
            {"gres": [{"File": 'a"b'}]},
            ["File", "without double quotes"],
            id="gres-cannot-be-written",
        ),
        pytest.param({"gres": [{2: 1}]}, ["entry 1 has '2'", "does not know."], id="gres-number"),
        pytest.param(
            {"controllers": []},
            ["No host has the role controller", "slurm_roles", "SlurmctldHost"],
            id="no-controller",
        ),
    ],
)
def test_invalid_request(request_: dict[str, t.Any], parts: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        composed(**request_)
    assert [part for part in parts if part not in str(raised.value)] == [], str(raised.value)


def test_controller_in_slurm_config() -> None:
    found = composed(controllers=[], options={"ControlMachine": "head"})
    assert found.conf.options["SlurmctldHost"] == "head"


def test_ten_thousand_nodes() -> None:
    hosts = {f"n{i:05}": Host(64 if i % 2 else 32, 128000) for i in range(1, 10001)}
    found = composed(Inventory(hosts), nodes=[{"name": "n[00001-10000]", "Weight": 3}])
    assert [(line.name.count(",") + 1, line.values["CPUs"]) for line in found.conf.nodes] == [
        (5000, "64"),
        (5000, "32"),
    ]
    again = composed(
        Inventory(hosts), nodes=[{"name": "n[00001-05000]"}, {"name": "n[05001-10000]"}]
    )
    assert plan_files(found.files, found.files, "22.05.8").action is Action.NOTHING
    assert len(plan_files(found.files, again.files, "22.05.8").reasons) == 10000


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"FastSchedule": 2}, id="translated by every version"),
        pytest.param({"FrontendName": "front"}, id="gone from the newest"),
        pytest.param({"HealthCheckTimeout": 5}, id="known to the newest only"),
    ],
)
def test_any_version_is_accepted_before_installation(options: dict[str, t.Any]) -> None:
    assert composed(options=options, version=None).warnings == ()


def test_unknown_option_is_rejected_before_installation() -> None:
    with pytest.raises(ClusterError, match="Did you mean 'SelectType'"):
        composed(options={"SelctType": "select/cons_tres"}, version=None)
