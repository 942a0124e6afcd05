# SPDX-License-Identifier: GPL-3.0-or-later
"""Verdicts on nodes."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm import node_verdict

TWO = """\
NodeName=n1 Arch=x86_64 NodeAddr=10.0.0.1 NodeHostName=blade1 State=IDLE ThreadsPerCore=1
NodeName=n2 Arch=x86_64 NodeAddr=10.0.0.2 NodeHostName=n2 State=DOWN ThreadsPerCore=1
"""
LOCALHOST = "NodeName=localhost NodeHostName=localhost State=IDLE\n"


@pytest.mark.parametrize(
    ("text", "hostname", "name"),
    [
        pytest.param(TWO, "n2", "n2", id="name"),
        pytest.param(TWO, "n2.example.org", "n2", id="long-name"),
        pytest.param(TWO, "blade1", "n1", id="hostname-of-node"),
        pytest.param(LOCALHOST, "galaxy", "localhost", id="localhost"),
        pytest.param(LOCALHOST + TWO, "n2", "n2", id="own-name-before-localhost"),
    ],
)
def test_find_record(text: str, hostname: str, name: str) -> None:
    record = node_verdict.find_record(text, hostname)
    assert record is not None
    assert record["NodeName"] == name


@pytest.mark.parametrize("text", [pytest.param(TWO, id="others"), pytest.param("", id="none")])
def test_no_record(text: str) -> None:
    assert node_verdict.find_record(text, "n3") is None


@pytest.mark.parametrize(
    "state",
    ["IDLE", "MIXED", "ALLOCATED", "IDLE+PLANNED", "MIXED+RESERVED", "IDLE+CLOUD+POWERED_DOWN"],
)
def test_node_accepts_jobs(state: str) -> None:
    verdict = node_verdict.judge({"NodeName": "n1", "State": state}, "n1", "slurm")
    assert verdict == node_verdict.Verdict("n1", state)


@pytest.mark.parametrize(
    ("state", "reason", "parts"),
    [
        pytest.param("DOWN", "Not responding [slurm@2024-01-01T00:00:00]", [], id="down"),
        pytest.param("IDLE+DRAIN", "Low RealMemory [slurm@2024-01-01T00:00:00]", [], id="drained"),
        pytest.param("IDLE+DRAIN", "no one said", [], id="drained-by-no-one"),
        pytest.param("DOWN", "fan [root@2024-01-01T00:00:00]", [], id="down-by-operator"),
        pytest.param("UNKNOWN", "", ["its slurmd has not registered with slurmctld"], id="unknown"),
        pytest.param("IDLE*", "", ["its slurmd does not respond to slurmctld"], id="silent"),
        pytest.param("IDLE+NOT_RESPONDING", "", ["does not respond"], id="silent-in-words"),
        pytest.param("IDLE+COMPLETING", "", ["cleaning up after a job"], id="completing"),
        pytest.param("IDLE+INVALID_REG", "", ["Slurm gives no reason"], id="no-reason"),
        pytest.param("IDLE*+MAINT", "", ["does not respond"], id="silent-in-maintenance"),
    ],
)
def test_problem(state: str, reason: str, parts: list[str]) -> None:
    record = {"NodeName": "n1", "State": state, "Reason": reason}
    verdict = node_verdict.judge(record, "n1", "slurm")
    assert f"node 'n1' is {state}, expected IDLE: " in verdict.problem
    assert [part for part in [reason, *parts] if part not in verdict.problem] == []
    assert (verdict.node, verdict.state, verdict.warnings) == ("n1", state, ())


@pytest.mark.parametrize(
    ("state", "reason", "part"),
    [
        pytest.param(
            "IDLE+DRAIN", "disk [root@2024-01-01T00:00:00]", "disk [root@", id="drained-by-operator"
        ),
        pytest.param("IDLE+MAINT", "", "maintenance reservation", id="maintenance"),
    ],
)
def test_warning(state: str, reason: str, part: str) -> None:
    record = {"NodeName": "n1", "State": state, "Reason": reason}
    verdict = node_verdict.judge(record, "n1", "slurm")
    assert verdict.problem == ""
    (warning,) = verdict.warnings
    assert "node 'n1' does not accept jobs" in warning
    assert part in warning


def test_unknown_node() -> None:
    verdict = node_verdict.judge(None, "galaxy", "slurm")
    assert verdict.problem == (
        "slurmctld does not know the node 'galaxy'; expected a node with this name in slurm_nodes."
    )
