# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts about a cluster."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import Line, SlurmConf
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.inventory import (
    Host,
    Inventory,
)

HOST, OTHER = Host(2, 100), Host(4, 200)


@pytest.mark.parametrize(
    ("node", "hosts", "expected"),
    [
        pytest.param(Line("n1", {}), {"n1": HOST, "n2": OTHER}, HOST, id="name"),
        pytest.param(Line("n1", {"NodeHostname": "n2"}), {"n2": OTHER}, OTHER, id="hostname"),
        pytest.param(Line("n3", {}), {"n1": HOST}, None, id="none"),
        pytest.param(Line("localhost", {}), {"n1": HOST}, HOST, id="the-only-one"),
        pytest.param(Line("localhost", {}), {"n1": HOST, "n2": OTHER}, None, id="one-of-two"),
    ],
)
def test_host_of_a_node(node: Line, hosts: dict[str, Host], expected: Host | None) -> None:
    assert Inventory(hosts).host(node) is expected


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({"SlurmctldHost": "a(10.0.0.1)\nb"}, ["a(10.0.0.1)", "b"], id="lines"),
        pytest.param({"ControlMachine": "a"}, ["a"], id="machine"),
        pytest.param(
            {
                "ControlMachine": "a",
                "ControlAddr": "10.0.0.1",
                "BackupController": "b",
                "BackupAddr": "b",
            },
            ["a(10.0.0.1)", "b"],
            id="machine-and-backup",
        ),
        pytest.param({"SlurmctldHost": "a", "ControlMachine": "b"}, ["a"], id="newer-name-wins"),
        pytest.param({"ControlMachine": "a,b", "ControlAddr": "c"}, [], id="two-behind-an-address"),
    ],
)
def test_controllers_of_an_earlier_run(present: dict[str, str], expected: list[str]) -> None:
    assert Inventory(present=SlurmConf(options=present)).controllers([]) == expected


@pytest.mark.parametrize(
    ("partial", "present", "expected"),
    [
        pytest.param(False, {"SlurmctldHost": "a"}, ["b"], id="whole-run"),
        pytest.param(True, {"SlurmctldHost": "a"}, ["a"], id="partial-run"),
        pytest.param(True, {}, ["b"], id="partial-run-of-a-new-cluster"),
    ],
)
def test_controllers_of_this_run(
    partial: bool, present: dict[str, str], expected: list[str]
) -> None:
    inventory = Inventory(present=SlurmConf(options=present), partial=partial)
    assert inventory.controllers(["b"]) == expected
