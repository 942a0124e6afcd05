# SPDX-License-Identifier: GPL-3.0-or-later
"""Slurm's hostlists."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm import hostlist
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("galaxy", ["galaxy"], id="name"),
        pytest.param("n[1-3]", ["n1", "n2", "n3"], id="range"),
        pytest.param("n[08-10]", ["n08", "n09", "n10"], id="zeros"),
        pytest.param("n[1,3-4]x", ["n1x", "n3x", "n4x"], id="list-in-brackets"),
        pytest.param("r[1-2]n[1-2]", ["r1n1", "r1n2", "r2n1", "r2n2"], id="two-ranges"),
        pytest.param("b,a", ["b", "a"], id="order-kept"),
        pytest.param("n[1-2],n2", ["n1", "n2", "n2"], id="twice-kept"),
        pytest.param(" a, b\tc ", ["a", "b", "c"], id="white-space-separates"),
        pytest.param("", [], id="empty"),
    ],
)
def test_expand(text: str, names: list[str]) -> None:
    assert hostlist.expand(text, "slurm_nodes") == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("n[1-3", id="open"),
        pytest.param("n1-3]", id="not-opened"),
        pytest.param("n[3-1]", id="backwards"),
        pytest.param("n[a-b]", id="letters"),
    ],
)
def test_expand_rejects(text: str) -> None:
    with pytest.raises(ClusterError) as raised:
        hostlist.expand(text, "slurm_nodes")
    assert f"slurm_nodes: '{text}' is not a hostlist" in str(raised.value)
    assert "node[001-400,410]" in str(raised.value)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        pytest.param(["n3", "n1", "n2"], "n[1-3]", id="sorted"),
        pytest.param(["n09", "n10"], "n[09-10]", id="zeros"),
        pytest.param(["n1", "galaxy"], "galaxy,n1", id="two-names"),
    ],
)
def test_collect(names: list[str], text: str) -> None:
    assert hostlist.collect(names) == text


@given(st.sets(st.from_regex(r"[a-z]{1,3}[0-9]{0,3}(-ib)?", fullmatch=True), min_size=1))
def test_expand_is_the_inverse_of_collect(names: set[str]) -> None:
    assert sorted(hostlist.expand(hostlist.collect(names), "names")) == sorted(names)


def test_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostlist, "hostlist", None)
    with pytest.raises(ClusterError, match="pip install python-hostlist"):
        hostlist.expand("n1", "slurm_nodes")
    with pytest.raises(ClusterError, match="controller's Python has no python-hostlist"):
        hostlist.collect(["n1"])
