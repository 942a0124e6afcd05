# SPDX-License-Identifier: GPL-3.0-or-later
"""Our routes of generated jobs, with destination or failure message, equal Galaxy's.

If we list several routes, each route that Galaxy picks at random must be among them.
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
from galaxy_process import Galaxy
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
    """Assert that Galaxy and we route the given attempt of each job in the same way."""
    config = {"default_job_resubmission_condition": resubmission}
    files = {"job_conf.yml": written(conf), "tool_destinations.yml": written(rules)}
    router = Router(
        read_yaml(files["job_conf.yml"], "job_conf.yml"),
        {None: read(files["tool_destinations.yml"], "tool_destinations.yml")},
        config=config,
    )
    found = [_answers(attempts(router, _job(job), attempt, failure)) for job in jobs]
    requested = [{**job, "draws": DRAWS if len(ours) > 1 else 1} for job, ours in zip(jobs, found)]
    options = {"attempt": attempt, "failure": failure}
    answer = galaxy.ask("routes", files, "job_conf.yml", jobs=requested, config=config, **options)
    assert "loaded" in answer, answer
    for job, ours, theirs in zip(jobs, found, answer["loaded"]):
        context = "\n".join([json.dumps({**config, **options, **job}), *files.values()])
        assert set(theirs) <= ours, context
        event(json.loads(theirs[0])[0] if len(ours) == 1 else "one of several")


def _job(data: dict[str, t.Any]) -> Job:
    inputs = {name: Dataset(**fields) for name, fields in data["inputs"].items()}
    return Job(**{**data, "inputs": inputs, "classes": tuple(data["classes"])})


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
