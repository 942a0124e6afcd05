# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Parses the hardware of a host from slurmd's output and /proc."""

from __future__ import annotations

import re

_TOPOLOGY = ("Boards", "SocketsPerBoard", "CoresPerSocket", "ThreadsPerCore")


def parse_slurmd(text: str) -> dict[str, str]:
    """Return the pairs of the NodeName line in the output of `slurmd -C`, empty without one."""
    line = next((line for line in text.splitlines() if line.startswith("NodeName=")), "")
    return dict(re.findall(r"(\w+)=(\S+)", line))


def select_topology(pairs: dict[str, str]) -> dict[str, str]:
    """Return the pairs that define the CPU topology."""
    return {name: pairs[name] for name in _TOPOLOGY if name in pairs}


def find_memory_cgroup(mountinfo: str) -> tuple[int, str] | None:
    """Return the version and mount point of the cgroups that can limit memory, None without any.

    mountinfo is the text of /proc/self/mountinfo. In hybrid mode, Slurm cannot use the additional
    cgroup2, because it uses /sys/fs/cgroup (Slurm 22.05, src/interfaces/cgroup.c).
    """
    version2 = None
    for line in mountinfo.splitlines():
        mount, filesystem = line.split(" - ", 1)
        kind, options = filesystem.split(" ", 2)[::2]
        point = mount.split(" ")[4]
        if kind == "cgroup" and "memory" in options.split(","):
            return 1, point
        if kind == "cgroup2" and point == "/sys/fs/cgroup":
            version2 = 2, point
    return version2
