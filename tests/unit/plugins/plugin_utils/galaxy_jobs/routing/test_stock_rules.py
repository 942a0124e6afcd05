# SPDX-License-Identifier: GPL-3.0-or-later
"""Choices of Galaxy's own types of dynamic destinations."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    RULE_EXCEPTION,
    FailsError,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Target,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.stock_rules import (
    STOCK_RULES,
)

USER = Job("x", user="a@b.org")
BURST = {"from_destination_ids": "a,b", "to_destination_id": "c"}
DOCKER = {"docker_destination_id": "a", "default_destination_id": "b"}


def choices(kind: str, params: dict[str, t.Any], job: Job = USER) -> list[tuple[str, str]]:
    """Return the names that a destination may choose, and why."""
    found = STOCK_RULES[kind](Target("d", "dynamic", params), job)
    return [(choice.name, choice.step.reason) for choice in found]


@pytest.mark.parametrize(
    ("hash_by", "job", "because"),
    [
        pytest.param(None, USER, "one of 2, by job id", id="default"),
        pytest.param("job", USER, "one of 2, by job id", id="job"),
        pytest.param("user", USER, "one of 2, the same for all jobs of a user", id="user"),
        pytest.param("user", Job("x"), "one of 2, by job id", id="anonymous"),
        pytest.param(
            "workflow_invocation,history",
            USER,
            "one of 2, the same for all jobs of a history",
            id="second",
        ),
    ],
)
def test_choose_one(hash_by: str | None, job: Job, because: str) -> None:
    params = {"destination_ids": "a,b", "hash_by": hash_by}
    assert choices("choose_one", params, job) == [("a", because), ("b", because)]


def test_choose_one_of_one() -> None:
    assert choices("choose_one", {"destination_ids": ["a"]}) == [("a", "the only choice")]


def test_duplicates_are_counted_but_chosen_once() -> None:
    found = choices("choose_one", {"destination_ids": "a,b,a"})
    assert found == [("a", "one of 3, by job id"), ("b", "one of 3, by job id")]


def test_burst() -> None:
    assert choices("burst", {**BURST, "num_jobs": "3"}) == [
        ("a", "fewer than 3 jobs at a, b"),
        ("c", "at least 3 jobs at a, b"),
    ]
    assert choices("burst", {**BURST, "num_jobs": 0}) == [("c", "at least 0 jobs at a, b")]


def test_docker_dispatch() -> None:
    assert choices("docker_dispatch", DOCKER) == [
        ("a", "if the tool has a Docker container"),
        ("b", "if the tool has no Docker container"),
    ]


@pytest.mark.parametrize(
    ("kind", "params", "cause"),
    [
        ("choose_one", {}, "'d' lacks the parameter 'destination_ids'."),
        ("choose_one", {"destination_ids": ""}, "'destination_ids' of 'd' is empty."),
        (
            "choose_one",
            {"destination_ids": "a", "hash_by": "moon"},
            "Unknown hash_by 'moon' of 'd'.",
        ),
        (
            "choose_one",
            {"destination_ids": "a", "job": 1},
            "Parameter 'job' of 'd' replaces Galaxy's own 'job'.",
        ),
        ("burst", BURST, "'d' lacks the parameter 'num_jobs'."),
        ("burst", {**BURST, "num_jobs": "x"}, "'num_jobs' of 'd' must be a number, not 'x'."),
        (
            "burst",
            {**BURST, "from_destination_ids": "", "num_jobs": 1},
            "'from_destination_ids' of 'd' is empty.",
        ),
        (
            "docker_dispatch",
            {**DOCKER, "tool": 1},
            "Parameter 'tool' of 'd' replaces Galaxy's own 'tool'.",
        ),
    ],
)
def test_failure(kind: str, params: dict[str, t.Any], cause: str) -> None:
    with pytest.raises(FailsError) as caught:
        choices(kind, params)
    failure = caught.value.failure
    assert (failure.cause, failure.message) == (cause, RULE_EXCEPTION)
