# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests in the resources of PBS."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import pbs
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.batch.option_problems import (
    list_problems,
)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (
            {"Resource_List": "nodes=1:ppn=4,walltime=24:00:00,mem=8gb"},
            ResourceRequest(4, 1, 8192, 86400),
        ),
        ({"-l": "nodes=2:ppn=4:fast,pmem=500m"}, ResourceRequest(8, 2, 2000)),
        ({"-l": "nodes=n1:ppn=2+n2:ppn=2,mem=8gb"}, ResourceRequest(4, 2, 4096)),
        ({"-l": "select=2:ncpus=4:mem=4gb,walltime=90:00"}, ResourceRequest(8, 2, 4096, 5400)),
        ({"-l": "ncpus=4,mem=1024"}, ResourceRequest(4, memory_mb=1)),
        ({"destination": "batch@server"}, ResourceRequest(partition="batch")),
        ({"-q": "@server", "-A": "lab"}, ResourceRequest(account="lab")),
        ({"-l": "nodes=1"}, ResourceRequest(1, 1)),
        ({"-l": "walltime=1:00:00:00"}, ResourceRequest(seconds=86400)),
    ],
    ids=str,
)
def test_request(params: dict[str, str], expected: ResourceRequest) -> None:
    native = pbs.read(params)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("walltime=1-00:00:00", ("invalid-time", "walltime", "1-00:00:00", "-l")),
        ("walltime=24h", ("invalid-time", "walltime", "24h", "-l")),
        ("mem=4GiB", ("invalid-memory", "mem", "4GiB", "-l")),
        ("ncpus=x", ("invalid-number", "ncpus", "x", "-l")),
        ("nodes=1:ppn=x", ("invalid-number", "nodes", "1:ppn=x", "-l")),
    ],
)
def test_problems(text: str, expected: tuple[str, ...]) -> None:
    assert list_problems(pbs.read({"-l": text})) == [expected]


def test_place_in_text() -> None:
    text = "-q batch -l nodes=1 -l walltime=24h"
    assert [text[problem.start : problem.end] for problem in pbs.read_text(text).problems] == [
        "walltime=24h"
    ]
