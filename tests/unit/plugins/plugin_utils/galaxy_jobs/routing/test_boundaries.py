# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs that are tried: all tools, and both sides of each bound of their rules."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Job
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.boundaries import (
    OTHER_TOOL,
    SOMEONE,
    boundary_jobs,
    sizes_within,
    tool_jobs,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.routing.sized_site import (
    CONF,
    DTD,
    sized_router,
)

KB, MB = 1 << 10, 1 << 20


def test_tools() -> None:
    found = [(job.tool, job.classes) for job in tool_jobs(sized_router())]
    assert found == [
        ("align", ()),
        ("ts.org/repos/o/r/shed/0", ()),
        ("any", ()),
        ("mixed", ()),
        ("shed", ()),
        (OTHER_TOOL, ()),
        ("any_tool_of_this_class", ("local",)),
    ]


def test_a_static_tool_is_one_job() -> None:
    assert list(boundary_jobs(sized_router(), Job("any"))) == [Job("any")]


def test_bounds_of_sizes_and_counts() -> None:
    jobs = list(boundary_jobs(sized_router(), Job("align")))
    sizes = {job.inputs["input"].size for job in jobs}
    assert sizes == {0, KB - 1, KB, MB - 1, MB}
    assert {len(job.inputs) for job in jobs} == {1, 2, 3}
    assert {job.user for job in jobs} == {None, SOMEONE, "boss@b.org"}


def test_records_and_arguments() -> None:
    jobs = list(boundary_jobs(sized_router(), Job("ts.org/repos/o/r/shed/0")))
    assert {job.inputs["input"].records for job in jobs} == {4, 5}
    assert [dict(job.params) for job in jobs if job.params][0] == {"mode": "fast"}
    assert "a@b.org" in {job.user for job in jobs}


def test_rules_for_very_many_inputs_are_left_out() -> None:
    dtd = DTD.replace("lower_bound: 3,", "lower_bound: 5000,")
    jobs = boundary_jobs(sized_router(dtd=dtd), Job("align"))
    assert {len(job.inputs) for job in jobs} == {1}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 3, [0, 1, 2, 3]),
        (KB - 1, KB, [KB - 1, KB]),
        (600, 700, [600, 700]),
        (MB - 1, 2 * MB, [MB - 1, MB, 2 * MB]),
    ],
)
def test_sizes_within(low: int, high: int, expected: list[int]) -> None:
    assert sizes_within(sized_router(), Job("align"), low, high) == expected


def test_default_that_is_dynamic() -> None:
    router = sized_router(CONF.replace("default: small", "default: dtd"))
    assert len(list(boundary_jobs(router, Job(OTHER_TOOL)))) > 1
