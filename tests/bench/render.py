# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures composing, printing and reading the slurm.conf of 10,000 nodes.

.venv/bin/python tests/bench/render.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".ansible" / "collections"))

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.compose import (
    Request,
    compose,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.inventory import Inventory


def seconds_for(count: int) -> float:
    """Return the seconds for a cluster with this number of separately listed nodes."""
    nodes = [
        {"name": f"node{number:05}", "CPUs": 64 if number % 7 else 128, "RealMemory": 256000}
        for number in range(1, count + 1)
    ]
    start = time.perf_counter()
    text = compose(Request(nodes=nodes, controllers=["ctl"]), Inventory()).files["slurm.conf"]
    seconds = time.perf_counter() - start
    folded = len(parse(text).nodes)
    print(f"{count:6} nodes: {seconds:.2f} s, {len(text):,} characters, {folded} NodeName lines")
    return seconds


if __name__ == "__main__":
    few, many = seconds_for(1000), seconds_for(10000)
    print(f"ten times the nodes take {many / few:.1f} times as long")
