# SPDX-License-Identifier: GPL-3.0-or-later
"""CPUs, memory and control groups of a host."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm import hardware

SLURMD_C = """\
NodeName=galaxy CPUs=8 Boards=1 SocketsPerBoard=1 CoresPerSocket=4 ThreadsPerCore=2 RealMemory=15884
UpTime=3-02:11:47
"""
V1 = "31 24 0:26 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory"
V1_CPU = "30 24 0:25 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct"
V2 = "29 23 0:25 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"
HYBRID = "29 23 0:25 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"
ROOT = "1 0 8:1 / / rw,relatime - ext4 /dev/sda1 rw"


def test_slurmd_pairs() -> None:
    pairs = hardware.parse_slurmd(SLURMD_C)
    assert (pairs["CPUs"], pairs["RealMemory"]) == ("8", "15884")
    assert "UpTime" not in pairs
    assert hardware.select_topology(pairs) == {
        "Boards": "1",
        "SocketsPerBoard": "1",
        "CoresPerSocket": "4",
        "ThreadsPerCore": "2",
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="not-installed"),
        pytest.param("slurmd: error: no config\n", id="only-a-complaint"),
    ],
)
def test_no_slurmd_pairs(text: str) -> None:
    assert hardware.parse_slurmd(text) == {}


def test_slurmd_pairs_after_an_error_message() -> None:
    assert hardware.parse_slurmd(f"slurmd: error: x\n{SLURMD_C}")["NodeName"] == "galaxy"


def test_partial_topology() -> None:
    assert hardware.select_topology({"CPUs": "2", "ThreadsPerCore": "2"}) == {"ThreadsPerCore": "2"}


@pytest.mark.parametrize(
    ("mounts", "expected"),
    [
        pytest.param([ROOT, V2], (2, "/sys/fs/cgroup"), id="version-2"),
        pytest.param([ROOT, V1_CPU, V1], (1, "/sys/fs/cgroup/memory"), id="version-1"),
        pytest.param([HYBRID, V1], (1, "/sys/fs/cgroup/memory"), id="hybrid"),
        pytest.param([HYBRID, V1_CPU], None, id="hybrid-without-memory"),
        pytest.param([ROOT, V1_CPU], None, id="version-1-without-memory"),
        pytest.param([ROOT], None, id="none"),
    ],
)
def test_find_memory_cgroup(mounts: list[str], expected: tuple[int, str] | None) -> None:
    assert hardware.find_memory_cgroup("\n".join(mounts) + "\n") == expected
