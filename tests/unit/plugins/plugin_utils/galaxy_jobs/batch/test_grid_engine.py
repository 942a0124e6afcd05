# SPDX-License-Identifier: GPL-3.0-or-later
"""Native specifications for Grid Engine."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import grid_engine
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.batch.option_problems import (
    list_problems,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-q all.q -l docker=1", ResourceRequest(partition="all.q")),
        ("-pe smp 4 -l h_vmem=2G -l h_rt=3600", ResourceRequest(4, memory_mb=8192, seconds=3600)),
        ("-pe serial 2-8 -l mem_free=1G,h_rt=24:00:00", ResourceRequest(2, None, 2048, 86400)),
        ("-l h_rt=::30 -P lab", ResourceRequest(seconds=30, account="lab")),
        ("-l rt=01:00:00,mem=1.5G", ResourceRequest(memory_mb=1536, seconds=3600)),
        ("-l mem_free=1g", ResourceRequest(memory_mb=954)),
        ("-l h_rt=24:00,mem_free=INFINITY,s_rt=INFINITY", ResourceRequest()),
    ],
)
def test_request(text: str, expected: ResourceRequest) -> None:
    native = grid_engine.read(text)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-l h_rt=24h", ("invalid-time", "h_rt", "24h", "")),
        ("-l h_rt=1-00:00:00", ("invalid-time", "h_rt", "1-00:00:00", "")),
        ("-l h_vmem=4GB", ("invalid-memory", "h_vmem", "4GB", "")),
        ("-l h_vmem=512M", ("misread-memory", "h_vmem", "512M", "")),
    ],
)
def test_problems(text: str, expected: tuple[str, ...]) -> None:
    native = grid_engine.read(text)
    assert list_problems(native) == [expected]
    assert [text[problem.start : problem.end] for problem in native.problems] == [
        "=".join(expected[1:3])
    ]
