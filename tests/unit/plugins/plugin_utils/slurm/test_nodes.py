# SPDX-License-Identifier: GPL-3.0-or-later
"""NodeName lines from slurm_nodes and facts of hosts."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm import nodes as slurm_nodes
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import Line, SlurmConf
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.inventory import (
    Host,
    Inventory,
)

Entry = dict[str, t.Any]

VERSION = "22.05.8"
SHAPE = {"Boards": "1", "SocketsPerBoard": "1", "CoresPerSocket": "4", "ThreadsPerCore": "2"}
HOST = Host(cpus=8, real_memory=16000, topology=SHAPE)
FULL = {"CPUs": 2, "RealMemory": 100}


def nodes(
    *entries: Entry,
    hosts: dict[str, Host] | None = None,
    present: tuple[Line, ...] = (),
    partial: bool = False,
    **options: str,
) -> dict[str, t.Mapping[str, str]]:
    """Return the values of each node by name."""
    inventory = Inventory(hosts or {}, SlurmConf(nodes=present), partial=partial)
    lines = slurm_nodes.compose_nodes(entries, inventory, options, VERSION)
    return {line.name: line.values for line in lines}


def assert_all_in(parts: list[str], text: str) -> None:
    """Fail if a message lacks any of the parts."""
    assert [part for part in parts if part not in text] == [], text


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param(
            [], {"galaxy": {"CPUs": "8", "RealMemory": "14976"}}, id="host-of-the-run-is-a-node"
        ),
        pytest.param(
            [{"name": "localhost", "CPUs": 2}],
            {"localhost": {"CPUs": "2", "RealMemory": "14976"}},
            id="localhost",
        ),
        pytest.param(
            [{"name": "galaxy", "cpus": 8, "REALMEMORY": "4K"}],
            {"galaxy": {"CPUs": "8", "RealMemory": "4096"}},
            id="any-case-and-suffix",
        ),
        pytest.param(
            [{"name": "galaxy", "Procs": 4}],
            {"galaxy": {"Procs": "4", "RealMemory": "14976"}},
            id="procs-are-cpus",
        ),
        pytest.param(
            [{"name": "galaxy", "Sockets": 1, "CoresPerSocket": 4}],
            {"galaxy": {"Sockets": "1", "CoresPerSocket": "4", "RealMemory": "14976"}},
            id="shape-says-cpus",
        ),
        pytest.param(
            [{"name": "n1", "NodeHostname": "galaxy"}],
            {"n1": {"NodeHostname": "galaxy", "CPUs": "8", "RealMemory": "14976"}},
            id="node-hostname",
        ),
        pytest.param(
            [{"name": "galaxy", "Features": ["a", "b"], **FULL}],
            {"galaxy": {"Features": "a,b", "CPUs": "2", "RealMemory": "100"}},
            id="list",
        ),
        pytest.param(
            [{"name": "default", "Weight": 5}],
            {"galaxy": {"Weight": "5", "CPUs": "8", "RealMemory": "14976"}},
            id="only-defaults",
        ),
    ],
)
def test_nodes_of_one_host(entries: list[Entry], expected: dict[str, dict[str, str]]) -> None:
    assert nodes(*entries, hosts={"galaxy": HOST}) == expected


@pytest.mark.parametrize(
    ("parameters", "shape"),
    [
        pytest.param("CR_Core_Memory", SHAPE, id="core"),
        pytest.param("CR_Socket", SHAPE, id="socket"),
        pytest.param("CR_CPU_Memory", {}, id="cpu"),
    ],
)
def test_topology_if_it_matters(parameters: str, shape: dict[str, str]) -> None:
    found = nodes(hosts={"galaxy": HOST}, SelectTypeParameters=parameters)
    assert found == {"galaxy": {"CPUs": "8", "RealMemory": "14976", **shape}}


def test_different_hosts_in_a_hostlist() -> None:
    found = nodes({"name": "n[1-2]", "Weight": 1}, hosts={"n1": HOST, "n2": Host(4, 8000)})
    assert found == {
        "n1": {"Weight": "1", "CPUs": "8", "RealMemory": "14976"},
        "n2": {"Weight": "1", "CPUs": "4", "RealMemory": "6976"},
    }


def test_default_applies_to_later_entries() -> None:
    found = nodes(
        {"name": "a", **FULL},
        {"name": "DEFAULT", "CPUs": 4, "RealMemory": 100},
        {"name": "b"},
        {"name": "DEFAULT", "Weight": 7},
        {"name": "c", "CPUs": 1},
    )
    assert found == {
        "a": {"CPUs": "2", "RealMemory": "100"},
        "b": {"CPUs": "4", "RealMemory": "100"},
        "c": {"CPUs": "1", "RealMemory": "100", "Weight": "7"},
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"NodeAddr": "10.0.0.[1-2]"}, [("10.0.0.1",), ("10.0.0.2",)], id="range"),
        pytest.param({"NodeAddr": "10.0.0.9,10.0.0.1"}, [("10.0.0.9",), ("10.0.0.1",)], id="order"),
        pytest.param({"NodeHostname": "h,h"}, [("h",), ("h",)], id="same-for-each"),
        pytest.param(
            {"NodeHostname": "h", "Port": "[7001-7002]"}, [("h", "7001"), ("h", "7002")], id="ports"
        ),
        pytest.param(
            {"NodeAddr": "h", "Port": "7001-7002"}, [("h", "7001"), ("h", "7002")], id="bare-ports"
        ),
        pytest.param({"Port": 7001}, [("7001",), ("7001",)], id="one-port"),
    ],
)
def test_addresses_of_single_nodes(options: Entry, expected: list[tuple[str, ...]]) -> None:
    found = nodes({"name": "b,a", **FULL, **options})
    assert list(found) == ["b", "a"]
    assert [tuple(values[name] for name in options) for values in found.values()] == expected


def test_host_by_node_hostname() -> None:
    hosts = {"blade1": HOST, "blade2": Host(4, 8000)}
    found = nodes({"name": "n[1-2]", "NodeHostname": "blade[1-2]"}, hosts=hosts)
    assert {name: values["CPUs"] for name, values in found.items()} == {"n1": "8", "n2": "4"}


PRESENT = Line("n[1-2]", {"CPUs": "64", "RealMemory": "9000", "Weight": "3", "State": "DRAIN"})


def test_host_of_an_earlier_run_keeps_only_its_hardware() -> None:
    found = nodes({"name": "n[1-2]"}, hosts={"n1": HOST}, present=(PRESENT,))
    assert found == {
        "n1": {"CPUs": "8", "RealMemory": "14976"},
        "n2": {"CPUs": "64", "RealMemory": "9000"},
    }


N1 = {"CPUs": "8", "RealMemory": "14976"}
KEPT = {"CPUs": "64", "RealMemory": "9000", "Weight": "3", "State": "DRAIN"}


@pytest.mark.parametrize(
    ("entries", "seen", "present", "expected"),
    [
        pytest.param([], ["n1"], [PRESENT], {"n1": N1, "n2": KEPT}, id="joined-and-run-wins"),
        pytest.param([], [], [PRESENT], {"n1": KEPT, "n2": KEPT}, id="run-without-nodes"),
        pytest.param([], ["n1"], [], {"n1": N1}, id="nothing-deployed-yet"),
        pytest.param(
            [{"name": "DEFAULT", "Weight": 5}],
            ["n1"],
            [PRESENT],
            {"n1": {**N1, "Weight": "5"}, "n2": KEPT},
            id="only-defaults",
        ),
        pytest.param(
            [{"name": "n1", **FULL}],
            [],
            [PRESENT],
            {"n1": {"CPUs": "2", "RealMemory": "100"}},
            id="user",
        ),
        pytest.param(
            [], ["b1"], [Line("n1", {"NodeHostname": "b1", **N1})], {"b1": N1}, id="node-of-a-host"
        ),
        pytest.param(
            [],
            [],
            [
                Line("default", {"Weight": "3"}),
                Line("f[1-2]", {"NodeAddr": "a[1-2]", "State": "CLOUD"}),
            ],
            {
                "f1": {"NodeAddr": "a1", "State": "CLOUD", "Weight": "3"},
                "f2": {"NodeAddr": "a2", "State": "CLOUD", "Weight": "3"},
            },
            id="written-by-hand",
        ),
        pytest.param(
            [],
            ["n1"],
            [Line("n[2-", KEPT), Line("n3", KEPT)],
            {"n1": N1, "n3": KEPT},
            id="bad-line",
        ),
    ],
)
def test_partial_run(
    entries: list[Entry], seen: list[str], present: list[Line], expected: dict[str, dict[str, str]]
) -> None:
    found = nodes(*entries, hosts=dict.fromkeys(seen, HOST), present=tuple(present), partial=True)
    assert found == expected
    assert list(found) == sorted(found)


def test_full_run_drops_removed_nodes() -> None:
    assert nodes(hosts={"n1": HOST}, present=(PRESENT,)) == {"n1": N1}


def test_partial_run_without_hosts() -> None:
    with pytest.raises(ClusterError, match="slurm_nodes is empty"):
        nodes(partial=True)


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        pytest.param(
            {"CPUs": "8", "RealMemory": "4K"}, {"CPUs": "8", "RealMemory": "4096"}, id="k"
        ),
        pytest.param({"CPUs": "8", "RealMemory": "much"}, None, id="no-number"),
    ],
)
def test_present_line_written_by_hand(
    present: dict[str, str], expected: dict[str, str] | None
) -> None:
    lines = (Line("n1", present), Line("n[2-", present))
    if expected:
        assert nodes({"name": "n1"}, present=lines) == {"n1": expected}
        return
    with pytest.raises(ClusterError, match="'n1' has no CPUs"):
        nodes({"name": "n1"}, present=lines)


@pytest.mark.parametrize("state", ["FUTURE", "future", "CLOUD"])
def test_future_node_needs_no_hardware(state: str) -> None:
    assert nodes({"name": "n1", "State": state}) == {"n1": {"State": state}}
    stated = {"CPUs": "2", "RealMemory": "100", "State": state}
    assert nodes({"name": "n1", "State": state, **FULL}) == {"n1": stated}
    assert nodes({"name": "n1", "State": state}, hosts={"n1": HOST}) == {
        "n1": {**N1, "State": state}
    }


@pytest.mark.parametrize(
    ("entry", "present", "parameters", "expected"),
    [
        pytest.param(
            {"CPUs": 4}, {"CPUs": "8", **SHAPE}, "CR_Core", {"CPUs": "4"}, id="cpus-and-no-shape"
        ),
        pytest.param({"Procs": 4}, {"CPUs": "8"}, "CR_CPU", {"Procs": "4"}, id="procs"),
        pytest.param({}, {"CPUs": "8", **SHAPE}, "CR_Core", {"CPUs": "8", **SHAPE}, id="shape"),
        pytest.param(
            {}, {"CPUs": "8", **SHAPE}, "CR_CPU", {"CPUs": "8"}, id="shape-no-longer-matters"
        ),
        pytest.param(
            {},
            {"Sockets": "2", "CoresPerSocket": "4"},
            "CR_CPU",
            {"Sockets": "2", "CoresPerSocket": "4"},
            id="shape-without-cpus",
        ),
    ],
)
def test_user_overrides_an_earlier_run(
    entry: Entry, present: dict[str, str], parameters: str, expected: dict[str, str]
) -> None:
    found = nodes(
        {"name": "n1", **entry},
        present=(Line("n1", {"RealMemory": "100", **present}),),
        SelectTypeParameters=parameters,
    )
    assert found == {"n1": {"RealMemory": "100", **expected}}


@pytest.mark.parametrize(
    ("entries", "parts"),
    [
        pytest.param([{"CPUs": 2}], ["entry 1 has no name", "'CPUs': 2", "name:"], id="no-name"),
        pytest.param([{"name": " "}], ["entry 1 has no name"], id="blank-name"),
        pytest.param(
            [{"name": "a", **FULL}, {"name": ["b"]}], ["entry 2 has no name", "['b']"], id="list"
        ),
        pytest.param([{"name": 7}], ["entry 1 has no name", "'name': 7"], id="number-for-name"),
        pytest.param(
            [{"name": "a", "CPU": 2}],
            ["'a' has 'CPU'", "Slurm 22.05.8 does not know", "Did you mean 'CPUs'?"],
            id="unknown-option",
        ),
        pytest.param(
            [{"name": "a", "Colour": 2}],
            ["'a' has 'Colour'", "22.05.8 does not know."],
            id="no-hint",
        ),
        pytest.param([{"name": "a", 5: 2}], ["'a' has '5'", "does not know"], id="key-is-a-number"),
        pytest.param(
            [{"name": "a", "RestrictedCoresPerGPU": 2}],
            ["'RestrictedCoresPerGPU'", "22.05.8 does not know"],
            id="option-of-newer-slurm",
        ),
        pytest.param([{"name": "a", "NodeName": "b"}], ["'a' also has 'NodeName'"], id="two-names"),
        pytest.param(
            [{"name": "a", "CPUs": 2, "cpus": 4}], ["'a' has CPUs twice"], id="option-twice"
        ),
        pytest.param(
            [{"name": "a", "Gres": {"gpu": 2}}],
            ["Gres of 'a' is {'gpu': 2}", "expected a string"],
            id="dictionary",
        ),
        pytest.param([{"name": "a", "Gres": None}], ["Gres of 'a' is None", "Omit"], id="null"),
        pytest.param([{"name": "a", "Gres": ["b", None]}], ["['b', None]"], id="null-in-list"),
        pytest.param(
            [{"name": "a", **FULL, "CPUs": "two"}],
            ["node 'a' has CPUs 'two'", "a whole number above 0"],
            id="word-for-number",
        ),
        pytest.param([{"name": "a", **FULL, "CPUs": 0}], ["has CPUs '0'"], id="zero"),
        pytest.param([{"name": "a", **FULL, "CPUs": "²"}], ["has CPUs '²'"], id="other-digits"),
        pytest.param([{"name": "a", **FULL, "CPUs": "2K"}], ["has CPUs '2K'"], id="suffix-of-cpus"),
        pytest.param(
            [{"name": "a", **FULL, "RealMemory": "4G"}], ["has RealMemory '4G'"], id="gigabytes"
        ),
        pytest.param([{"name": "a", **FULL, "RealMemory": 1.5}], ["RealMemory '1.5'"], id="float"),
        pytest.param(
            [{"name": "a", **FULL}, {"name": "a", **FULL}],
            ["'a' is defined twice", "each name once"],
            id="twice",
        ),
        pytest.param(
            [{"name": "n[1-3]", **FULL}, {"name": "n2", **FULL}],
            ["'n2' is defined twice"],
            id="twice-in-hostlists",
        ),
        pytest.param([{"name": "n[1-3,2]", **FULL}], ["'n2' is defined twice"], id="twice-in-one"),
        pytest.param(
            [{"name": "n[1-", **FULL}], ["'n[1-' is not a hostlist", "node[001-400"], id="hostlist"
        ),
        pytest.param(
            [{"name": "a", "NodeAddr": "[1-", **FULL}],
            ["NodeAddr of 'a': '[1-' is not a hostlist"],
            id="hostlist-of-addresses",
        ),
        pytest.param(
            [{"name": "n[1-3]", "NodeAddr": "10.0.0.[1-2]", **FULL}],
            [
                "'n[1-3]' is 3 nodes",
                "NodeAddr '10.0.0.[1-2]' is 2 values",
                "one value for all nodes or one for each",
            ],
            id="too-few-addresses",
        ),
        pytest.param(
            [{"name": "a", "RealMemory": 100}], ["'a' has no CPUs", "expected CPUs:"], id="no-cpus"
        ),
        pytest.param(
            [{"name": "a", "CPUs": 2}],
            ["'a' has no RealMemory", "or a run that includes"],
            id="no-mem",
        ),
        pytest.param(
            [{"name": "a", "CPUs": 2, "State": "DOWN"}], ["'a' has no RealMemory"], id="not-to-come"
        ),
        pytest.param([], ["slurm_nodes is empty", "slurmexechosts", "at least one node"], id="no"),
    ],
)
def test_invalid_nodes(entries: list[Entry], parts: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        nodes(*entries)
    assert_all_in(["slurm_nodes", *parts], str(raised.value))


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        pytest.param(
            {"CPUs": 9}, ["CPUs '9'", "the host has 8", "at most 8", "config_overrides"], id="cpus"
        ),
        pytest.param(
            {"Sockets": 2, "CoresPerSocket": 8}, ["CPUs '16'", "the host has 8"], id="shape"
        ),
        pytest.param({"RealMemory": 16001}, ["RealMemory '16001 MB'", "has 16000 MB"], id="memory"),
        pytest.param({"RealMemory": "16k"}, ["RealMemory '16384 MB'"], id="memory-with-suffix"),
    ],
)
def test_more_than_the_host_has(entry: Entry, parts: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        nodes({"name": "galaxy", **entry}, hosts={"galaxy": HOST})
    assert_all_in(["slurm_nodes: node 'galaxy'", "would drain it", *parts], str(raised.value))
    overridden = nodes(
        {"name": "galaxy", **entry},
        hosts={"galaxy": HOST},
        SlurmdParameters="shutdown_on_reboot,Config_Overrides",
    )
    assert entry.keys() <= overridden["galaxy"].keys()


def test_all_resources_of_the_host() -> None:
    found = nodes({"name": "galaxy", "CPUs": 8, "RealMemory": 16000}, hosts={"galaxy": HOST})
    assert found == {"galaxy": {"CPUs": "8", "RealMemory": "16000"}}


@pytest.mark.parametrize(
    ("entries", "hosts", "parts"),
    [
        pytest.param(
            ["n1"], ["n1", "n2"], ["'n2'", "slurm_nodes has 'n1'", "slurm_node_name"], id="one"
        ),
        pytest.param(
            ["localhost"], ["n1", "n2"], ["'n1'", "slurm_nodes has 'localhost'"], id="localhost"
        ),
        pytest.param(["n[1-9]"], ["a"], ["'n1', 'n2', 'n3', 'n4', 'n5', …"], id="a-few-are-shown"),
    ],
)
def test_host_without_a_node(entries: list[str], hosts: list[str], parts: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        nodes(*({"name": name, **FULL} for name in entries), hosts=dict.fromkeys(hosts, HOST))
    assert_all_in(["slurm_nodes has no node", "the role exec", *parts], str(raised.value))


@pytest.mark.parametrize("reserve", [16000, 20000])
def test_reserve_larger_than_memory(reserve: int) -> None:
    inventory = Inventory({"galaxy": HOST}, memory_reserve=reserve)
    with pytest.raises(ClusterError) as raised:
        slurm_nodes.compose_nodes([], inventory, {}, VERSION)
    assert_all_in(
        [f"slurm_memory_reserve is {reserve} MB", "'galaxy'", "only 16000 MB"], str(raised.value)
    )
    stated = [{"name": "galaxy", "RealMemory": 16000}]
    assert (
        slurm_nodes.compose_nodes(stated, inventory, {}, VERSION)[0].values["RealMemory"] == "16000"
    )


@pytest.mark.parametrize(
    ("values", "cpus"),
    [
        pytest.param({}, 0, id="nothing"),
        pytest.param({"CPUs": "6", "Procs": "4", "Sockets": "9"}, 6, id="cpus"),
        pytest.param({"Procs": "4"}, 4, id="procs"),
        pytest.param({"Sockets": "2", "CoresPerSocket": "8", "ThreadsPerCore": "2"}, 32, id="all"),
        pytest.param({"Boards": "2", "Sockets": "4", "CoresPerSocket": "2"}, 8, id="all-boards"),
        pytest.param({"Boards": "2", "SocketsPerBoard": "4"}, 8, id="per-board"),
        pytest.param({"Sockets": "9", "SocketsPerBoard": "4"}, 4, id="per-board-wins"),
        pytest.param({"Boards": "2", "CoresPerSocket": "4"}, 8, id="a-socket-each-board"),
    ],
)
def test_cpus_of(values: dict[str, str], cpus: int) -> None:
    assert slurm_nodes.count_cpus(values) == cpus
