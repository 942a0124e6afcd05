# SPDX-License-Identifier: GPL-3.0-or-later
"""Each job goes where Galaxy sends it, or fails with the message that Galaxy gives it.

Where several ways are listed, those Galaxy takes when it draws lots must be among them.
"""

from __future__ import annotations

import json
import typing as t

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Dataset, Job
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.condition import (
    FAILURES,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.resubmit import (
    RUNNER_MESSAGE,
    attempts,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)
from asking import Galaxy
from generated_routes import (
    default_conditions,
    job_confs,
    requests,
    resubmitting,
    tool_destinations,
    written,
)
from hypothesis import event, given, settings
from hypothesis import strategies as st

DRAWS = 5


def same_routes(
    galaxy: Galaxy,
    conf: t.Any,
    rules: t.Any,
    jobs: list[dict[str, t.Any]],
    attempt: int = 1,
    failure: str = "unknown_error",
    resubmission: str | None = None,
) -> None:
    """Assert that Galaxy and we agree on where the n-th attempt of each job goes."""
    config = {"default_job_resubmission_condition": resubmission}
    files = {"job_conf.yml": written(conf), "tool_destinations.yml": written(rules)}
    router = Router(
        read_yaml(files["job_conf.yml"], "job_conf.yml"),
        {None: read(files["tool_destinations.yml"], "tool_destinations.yml")},
        config=config,
    )
    found = [_answers(attempts(router, _job(job), attempt, failure)) for job in jobs]
    asked = [{**job, "draws": DRAWS if len(ours) > 1 else 1} for job, ours in zip(jobs, found)]
    how = {"attempt": attempt, "failure": failure}
    answer = galaxy.ask("routes", files, "job_conf.yml", jobs=asked, config=config, **how)
    assert "loaded" in answer, answer
    for job, ours, theirs in zip(jobs, found, answer["loaded"]):
        context = "\n".join([json.dumps({**config, **how, **job}), *files.values()])
        assert set(theirs) <= ours, context
        event(json.loads(theirs[0])[0] if len(ours) == 1 else "one of several")


def _job(given: dict[str, t.Any]) -> Job:
    inputs = {name: Dataset(**each) for name, each in given["inputs"].items()}
    return Job(**{**given, "inputs": inputs, "classes": tuple(given["classes"])})


def _answers(routes: tuple[Route, ...]) -> set[str]:
    return {json.dumps(_answer(route), sort_keys=True) for route in routes}


def _answer(route: Route) -> list[t.Any]:
    assert route.unknown is None
    if route.target is not None:
        return ["goes", route.target.id, route.target.runner, dict(route.target.params)]
    assert route.failure is not None
    message = route.failure.message
    return ["stays failed"] if message == RUNNER_MESSAGE else ["fails", message]


@settings(max_examples=200)
@given(conf=job_confs, rules=tool_destinations(), jobs=requests)
def test_route(galaxy: Galaxy, conf: t.Any, rules: t.Any, jobs: list[dict[str, t.Any]]) -> None:
    same_routes(galaxy, conf, rules, jobs)


@settings(max_examples=150)
@given(
    conf=resubmitting,
    rules=tool_destinations(),
    jobs=requests,
    attempt=st.integers(2, 3),
    failure=st.sampled_from(FAILURES),
    resubmission=default_conditions,
)
def test_resubmission(
    galaxy: Galaxy,
    conf: t.Any,
    rules: t.Any,
    jobs: list[dict[str, t.Any]],
    attempt: int,
    failure: str,
    resubmission: str | None,
) -> None:
    same_routes(galaxy, conf, rules, jobs, attempt, failure, resubmission)
