# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests in #SBATCH lines."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import sbatch
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.batch.option_problems import (
    list_problems,
)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"ncpus": "4", "time": "1-02:00:00"}, ResourceRequest(4, seconds=93600)),
        ({"time": "30", "partition": "main"}, ResourceRequest(seconds=1800, partition="main")),
        ({"--mem": "4G", "-c": "2"}, ResourceRequest(2, memory_mb=4096)),
        ({"--mem-per-cpu": "500M", "-n": "1", "-c": "4"}, ResourceRequest(4, memory_mb=2000)),
        ({"--mem=8G": "--exclusive"}, ResourceRequest(memory_mb=8192, exclusive=True)),
        ({"--part": "long"}, ResourceRequest(partition="long")),
        ({"-c4": ""}, ResourceRequest(4)),
        ({"-N": "1-4", "-t": "UNLIMITED"}, ResourceRequest(nodes=1)),
        ({"-N": "1,4"}, ResourceRequest()),
        ({"--gpus": "2", "--gpus-per-node": "a:1"}, ResourceRequest(gres=("gpu:2", "gpu:a:1"))),
        ({"nodes": "2"}, ResourceRequest()),
    ],
    ids=str,
)
def test_request(arguments: dict[str, str], expected: ResourceRequest) -> None:
    native = sbatch.read(arguments)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"--memory": "4G"}, ("unknown-option", "--memory", "4G", "--memory")),
        ({"--gpu": "2"}, ("unknown-option", "--gpu", "2", "--gpu")),
        ({"--mem": "4 GB"}, ("not-an-option", "GB", "", "--mem")),
        ({"--mem": "4GiB"}, ("invalid-memory", "--mem", "4GiB", "--mem")),
        ({"time": "24h"}, ("invalid-time", "-t", "24h", "time")),
        ({"ncpus": "two"}, ("invalid-number", "-c", "two", "ncpus")),
        ({"ncpus": ""}, ("missing-value", "-c", "", "ncpus")),
        ({"-n": "8"}, ("spread-tasks", "-n", "8", "-n")),
        ({"-N": "2"}, ("several-nodes", "-N", "2", "-N")),
    ],
    ids=str,
)
def test_problems(arguments: dict[str, str], expected: tuple[str, ...]) -> None:
    assert list_problems(sbatch.read(arguments)) == [expected]
