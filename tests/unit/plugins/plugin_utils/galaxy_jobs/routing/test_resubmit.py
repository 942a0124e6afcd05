# SPDX-License-Identifier: GPL-3.0-or-later
"""Where jobs go after failed attempts."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    MISCONFIGURED,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_galaxy_yaml,
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.resubmit import (
    attempts,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)


def outcomes(routes: tuple[Route, ...]) -> list[str | None]:
    return [
        route.destination if route.target else route.failure and route.failure.message
        for route in routes
    ]


RUNNER = "(the runner's message)"


AGAIN = """
runners:
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: short
  environments:
    short:
      runner: slurm
      time: 1
      resubmit:
        - {condition: memory_limit_reached, environment: big}
        - {condition: walltime_reached and attempt < 3, environment: long, delay: 10 * attempt}
        - {condition: seconds_running > 5, environment: big}
    long: {runner: slurm, mem: 2, resubmit: [{condition: any_failure and attempt <= 2,
        environment: pick}]}
    pick: {runner: dynamic, type: choose_one, destination_ids: big}
    big: {runner: slurm, resubmit: [{condition: attempt // 2}]}
"""


@pytest.mark.parametrize(
    ("attempt", "failure", "expected"),
    [
        pytest.param(1, "walltime_reached", ["short"], id="first"),
        pytest.param(2, "memory_limit_reached", ["big"], id="by-memory"),
        pytest.param(2, "walltime_reached", ["long"], id="by-time"),
        pytest.param(3, "walltime_reached", ["big"], id="to-a-dynamic-one"),
        pytest.param(4, "walltime_reached", [RUNNER], id="refused"),
        pytest.param(2, "unknown_error", ["big", RUNNER], id="not-known"),
    ],
)
def test_resubmission(attempt: int, failure: str, expected: list[str]) -> None:
    routed = attempts(Router(read_yaml(AGAIN, "job_conf.yml")), Job("any"), attempt, failure)
    assert outcomes(routed) == expected


@pytest.mark.parametrize(
    ("attempt", "failure", "expected"),
    [
        pytest.param(2, "memory_limit_reached", ["plain"], id="to-itself"),
        pytest.param(3, "memory_limit_reached", [RUNNER], id="not-again"),
        pytest.param(2, "walltime_reached", [RUNNER], id="not-after-that"),
    ],
)
@pytest.mark.parametrize("where", ["given", "beside"])
def test_default_resubmission(where: str, attempt: int, failure: str, expected: list[str]) -> None:
    """What galaxy.yml says holds for destinations that say nothing themselves."""
    condition = "memory_limit_reached and attempt < 2"
    inline = "\n".join(f"    {line}" for line in PLAIN.splitlines())
    if where == "beside":
        text = (
            f"galaxy:\n  default_job_resubmission_condition: {condition}\n  job_config:\n{inline}"
        )
        conf = read_galaxy_yaml(text, "galaxy.yml")
        assert conf is not None
        router = Router(conf)
    else:
        config = {"default_job_resubmission_condition": condition}
        router = Router(read_yaml(PLAIN, "job_conf.yml"), config=config)
    assert outcomes(attempts(router, Job("any"), attempt, failure)) == expected
    assert outcomes(attempts(router, Job("own"), 2, "memory_limit_reached")) == [RUNNER]


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        pytest.param("runner: dynamic, type: choose_one", None, id="no-destination"),
        pytest.param("runner: gone", MISCONFIGURED, id="no-runner"),
    ],
)
def test_resubmission_that_cannot_be_mapped(lost: str, message: str | None) -> None:
    """Galaxy fails such a job for its runner; over its destination the handler breaks down."""
    conf = AGAIN.replace("big: {runner: slurm", f"big: {{{lost}")
    routed = attempts(Router(read_yaml(conf, "c")), Job("any"), 2, "memory_limit_reached")
    assert [route.failure and route.failure.message for route in routed] == [message]
    stuck = [
        route.failure is not None and "starts no other" in route.failure.cause for route in routed
    ]
    assert stuck == [message is None]


PLAIN = """
runners: {slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}}
execution:
  default: plain
  environments:
    plain: {runner: slurm}
    own: {runner: slurm, resubmit: [{condition: walltime_reached}]}
tools: [{id: own, environment: own}]
"""


def test_parameters_are_carried_over() -> None:
    (route,) = attempts(Router(read_yaml(AGAIN, "job_conf.yml")), Job("any"), 2, "walltime_reached")
    assert route.target is not None
    assert route.target.params == {"time": 1, "mem": 2, "__resubmit_delay_seconds": "10"}
