# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a host has, from the texts that tell."""

from __future__ import annotations

import re

_TOPOLOGY = ("Boards", "SocketsPerBoard", "CoresPerSocket", "ThreadsPerCore")


def parse_slurmd(text: str) -> dict[str, str]:
    """Return the pairs of the NodeName line that `slurmd -C` prints; empty when there is none."""
    line = next((line for line in text.splitlines() if line.startswith("NodeName=")), "")
    return dict(re.findall(r"(\w+)=(\S+)", line))


def topology(pairs: dict[str, str]) -> dict[str, str]:
    """Return the pairs that say how the CPUs of a host are arranged."""
    return {name: pairs[name] for name in _TOPOLOGY if name in pairs}


def memory_cgroup(mountinfo: str) -> tuple[int, str] | None:
    """Return the version and mount point of the cgroups that can limit memory.

    mountinfo is the text of /proc/self/mountinfo. A cgroup2 beside version 1 (hybrid) is of no use
    to Slurm, which goes by /sys/fs/cgroup (Slurm 22.05, src/interfaces/cgroup.c).
    """
    second = None
    for line in mountinfo.splitlines():
        mounted, filesystem = line.split(" - ", 1)
        kind, options = filesystem.split(" ", 2)[::2]
        point = mounted.split(" ")[4]
        if kind == "cgroup" and "memory" in options.split(","):
            return 1, point
        if kind == "cgroup2" and point == "/sys/fs/cgroup":
            second = 2, point
    return second
