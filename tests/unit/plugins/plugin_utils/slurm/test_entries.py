# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of slurm_nodes and slurm_partitions."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import Line
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.entries import (
    format_checked,
    has_only_defaults,
    parse_entries,
    quote_some,
    reject_duplicates,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.options import NODE

Entry = dict[str, t.Any]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], True, id="no entries"),
        pytest.param([{"name": "DEFAULT"}, {"name": "default"}], True, id="any case"),
        pytest.param([{"name": "DEFAULT"}, {"name": "n1"}], False, id="a node too"),
        pytest.param([{"CPUs": 2}], False, id="no name"),
    ],
)
def test_has_only_defaults(entries: list[Entry], expected: bool) -> None:
    assert has_only_defaults(entries) is expected


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        pytest.param([], [], id="no entries"),
        pytest.param(
            [{"name": "n1", "cpus": 2, "Features": ["a", "b"]}],
            [Line("n1", {"CPUs": "2", "Features": "a,b"})],
            id="spelling and list",
        ),
        pytest.param(
            [
                {"name": "n1"},
                {"name": "DEFAULT", "CPUs": 2, "Weight": 1},
                {"name": "n2"},
                {"name": "Default", "CPUs": 4},
                {"name": "n3", "Weight": 9},
            ],
            [
                Line("n1", {}),
                Line("n2", {"CPUs": "2", "Weight": "1"}),
                Line("n3", {"CPUs": "4", "Weight": "9"}),
            ],
            id="defaults of later entries",
        ),
    ],
)
def test_parse_entries(entries: list[Entry], lines: list[Line]) -> None:
    assert parse_entries("slurm_nodes", entries, NODE, "22.05.8") == lines


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param(
            {"CPUs": 2},
            "slurm_nodes: entry 1 has no name ({'CPUs': 2}); expected name: with a host name, or "
            "a hostlist such as node[001-400].",
            id="no name",
        ),
        pytest.param(
            {"name": "n1", "CPU": 2},
            "slurm_nodes: 'n1' has 'CPU', which Slurm 22.05.8 does not know. Did you mean 'CPUs'?",
            id="misspelled option",
        ),
        pytest.param(
            {"name": "n1", "Color": 2},
            "slurm_nodes: 'n1' has 'Color', which Slurm 22.05.8 does not know.",
            id="unknown option",
        ),
        pytest.param(
            {"name": "n1", "RestrictedCoresPerGPU": 2},
            "slurm_nodes: 'n1' has 'RestrictedCoresPerGPU', which Slurm 22.05.8 does not know.",
            id="option of a later version",
        ),
        pytest.param(
            {"name": "n1", "nodename": "n2"},
            "slurm_nodes: 'n1' also has 'nodename'; expected name: only.",
            id="second name",
        ),
        pytest.param(
            {"name": "n1", "CPUs": 2, "cpus": 4},
            "slurm_nodes: 'n1' has CPUs twice; expected it once.",
            id="duplicate option",
        ),
    ],
)
def test_invalid_entry(entry: Entry, message: str) -> None:
    with pytest.raises(ClusterError) as raised:
        parse_entries("slurm_nodes", [entry], NODE, "22.05.8")
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(True, "yes", id="boolean"),
        pytest.param([1, "a"], "1,a", id="list"),
        pytest.param("", "", id="empty"),
    ],
)
def test_format_checked(value: object, text: str) -> None:
    assert format_checked("Gres", value) == text


@pytest.mark.parametrize("value", [None, {"a": 1}, ["a", None], [["a"]]])
def test_format_checked_rejects(value: object) -> None:
    with pytest.raises(ClusterError) as raised:
        format_checked("Gres of 'n1'", value)
    assert str(raised.value) == (
        f"Gres of 'n1' is {value!r}; expected a string, a number, a boolean or a list of them. "
        "Omit the option if it has no value."
    )


def test_reject_duplicates() -> None:
    reject_duplicates("slurm_nodes", ["n1", "n2"])
    with pytest.raises(ClusterError, match=r"^slurm_nodes: 'n2' is defined twice; expected each"):
        reject_duplicates("slurm_nodes", ["n1", "n2", "n3", "n2"])


@pytest.mark.parametrize(
    ("names", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["b", "a"], "'a', 'b'", id="sorted"),
        pytest.param("abcde", "'a', 'b', 'c', 'd', 'e'", id="five"),
        pytest.param("abcdef", "'a', 'b', 'c', 'd', 'e', …", id="six"),
    ],
)
def test_quote_some(names: list[str], text: str) -> None:
    assert quote_some(names) == text
