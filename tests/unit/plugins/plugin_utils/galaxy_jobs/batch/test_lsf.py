# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests in the options of LSF."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import lsf
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.batch.option_problems import (
    list_problems,
)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"cores": "7", "memory": "16000"}, ResourceRequest(7, memory_mb=16000)),
        (
            {"-n": "2,8", "-W": "24:00", "queue": "long"},
            ResourceRequest(2, None, None, 86400, "long"),
        ),
        (
            {"-W": "90/host", "-R": '"rusage[mem=4GB]"'},
            ResourceRequest(memory_mb=4096, seconds=5400),
        ),
        ({"excluded_hosts": "/etc/hosts", "-R": "span[hosts=1]"}, ResourceRequest()),
    ],
    ids=str,
)
def test_request(arguments: dict[str, str], expected: ResourceRequest) -> None:
    native = lsf.read(arguments)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"-W": "24:00:00"}, ("invalid-time", "-W", "24:00:00", "-W")),
        ({"memory": "4 GB"}, ("invalid-memory", "memory", "4 GB", "memory")),
        ({"cores": "all"}, ("invalid-number", "cores", "all", "cores")),
    ],
    ids=str,
)
def test_problems(arguments: dict[str, str], expected: tuple[str, ...]) -> None:
    assert list_problems(lsf.read(arguments)) == [expected]


def test_place_in_text() -> None:
    text = "-n 4 -W 1:00:00"
    assert [text[problem.start : problem.end] for problem in lsf.read_text(text).problems] == [
        "-W 1:00:00"
    ]
