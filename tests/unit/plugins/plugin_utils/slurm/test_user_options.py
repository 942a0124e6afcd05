# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables slurm_config and slurm_cgroup_config."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import Line, SlurmConf
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.user_options import (
    parse_cgroup_options,
    parse_slurm_options,
)


@pytest.mark.parametrize(
    ("options", "values"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"slurmdport": 6818}, {"SlurmdPort": "6818"}, id="spelling"),
        pytest.param({"Epilog": None}, {"Epilog": ""}, id="null is empty"),
        pytest.param(
            {"SlurmctldHost": ["a", "b(10.0.0.2)"]},
            {"SlurmctldHost": "a\nb(10.0.0.2)"},
            id="list of a repeatable option",
        ),
        pytest.param(
            {"LaunchParameters": ["mem_sort", "test_exec"]},
            {"LaunchParameters": "mem_sort,test_exec"},
            id="list of words",
        ),
        pytest.param(
            {"Include": ["/etc/a", "/etc/b"]}, {"Include": "/etc/a\n/etc/b"}, id="include"
        ),
        pytest.param(
            {"FastSchedule": 2}, {"SlurmdParameters": "config_overrides"}, id="translated"
        ),
    ],
)
def test_values(options: dict[str, t.Any], values: dict[str, str]) -> None:
    assert parse_slurm_options(options, "22.05.8").values == values


def test_warning_for_each_translation() -> None:
    found = parse_slurm_options({"FastSchedule": 2, "CacheGroups": 0, "SlurmdPort": 1}, "22.05.8")
    assert [warning.split(" (")[0] for warning in found.warnings] == [
        "slurm_config: Slurm 22.05 no longer knows FastSchedule=2",
        "slurm_config: Slurm 22.05 no longer knows CacheGroups=0",
    ]


def test_definitions() -> None:
    options = {"NodeSet": ["big Feature=big", "small Nodes=n1"], "DownNodes": "n2 State=DOWN"}
    found = parse_slurm_options(options, "22.05.8")
    assert found.values == {}
    assert found.defined == SlurmConf(
        node_sets=(Line("big", {"Feature": "big"}), Line("small", {"Nodes": "n1"})),
        down_nodes=(Line("n2", {"State": "DOWN"}),),
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(
            {"Epilog": ""},
            "slurm_config: Epilog is empty; expected a value, or null to omit the option.",
            id="empty",
        ),
        pytest.param(
            {"Prolog": ["/a", "/b"]},
            "slurm_config: Prolog is ['/a', '/b'], but Slurm 22.05.8 accepts only one line with "
            "Prolog; expected a single value.",
            id="lines of an option that is repeatable later",
        ),
        pytest.param(
            {"PartitionName": "p"},
            "slurm_config: PartitionName is not allowed here; expected entries of "
            "slurm_partitions.",
            id="partition",
        ),
        pytest.param(
            {"NodeSet": "big Feature"},
            "slurm_config, NodeSet=big Feature: line 1: cannot parse 'Feature'; expected "
            'Name=value, with "quotes" around a value with whitespace.',
            id="invalid definition",
        ),
        pytest.param(
            {"SelctType": "select/linear"},
            "slurm_config: Slurm 22.05 has no option 'SelctType' (in 'SelctType=select/linear'). "
            "Did you mean 'SelectType'?",
            id="misspelled",
        ),
    ],
)
def test_invalid(options: dict[str, t.Any], message: str) -> None:
    with pytest.raises(ClusterError) as raised:
        parse_slurm_options(options, "22.05.8")
    assert str(raised.value) == message


def test_repeatable_since_24_05() -> None:
    found = parse_slurm_options({"Prolog": ["/a", "/b"]}, "24.05.1")
    assert found.values == {"Prolog": "/a\n/b"}


def test_cgroup_options() -> None:
    options = {"constraincores": True, "TaskAffinity": True, "ConstrainDevices": None}
    found = parse_cgroup_options(options, "22.05.8")
    assert found.values == {"ConstrainCores": "yes", "ConstrainDevices": ""}
    assert found.warnings == (
        "slurm_cgroup_config: Slurm 22.05 no longer knows TaskAffinity=yes (since 21.08); omitted, "
        "because TaskPlugin=task/affinity in slurm.conf replaces it.",
    )


def test_invalid_cgroup_option() -> None:
    with pytest.raises(ClusterError) as raised:
        parse_cgroup_options({"ConstrainCore": True}, "22.05.8")
    assert str(raised.value) == (
        "slurm_cgroup_config: Slurm 22.05 has no option 'ConstrainCore' (in 'ConstrainCore=yes'). "
        "Did you mean 'ConstrainCores'?"
    )
