# SPDX-License-Identifier: GPL-3.0-or-later
"""Descriptions of requests."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (ResourceRequest(), "nothing"),
        (ResourceRequest(1, 1, 2000), "1 core, 1 node, 2000 MB"),
        (ResourceRequest(8, 2, 2000), "8 cores, 2 nodes, 2000 MB on each"),
        (ResourceRequest(4, tasks=2), "4 cores, 2 tasks"),
        (ResourceRequest(seconds=5400, partition="main"), "1:30:00, partition 'main'"),
        (
            ResourceRequest(gres=("gpu:1",), exclusive=True, qos="long"),
            "qos 'long', gpu:1, whole nodes",
        ),
    ],
)
def test_in_words(request_: ResourceRequest, expected: str) -> None:
    assert request_.in_words() == expected
