# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes as text and JSON."""

from __future__ import annotations

import json

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    Dataset,
    Failure,
    Job,
    Step,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
    Target,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.report import (
    as_json,
    as_text,
    describe,
    is_known,
    may_fail,
    shown_env,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)

CONF = """
runners: {slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}}
execution:
  default: main
  environments:
    main: {runner: slurm}
"""
ROUTER = Router(read_yaml(CONF, "job_conf.yml"))
PLACE = ROUTER.destinations.conf.place
PARAMS = {
    "docker_sudo": "true",
    "native_specification": "--cpus-per-task=2",
    "private_token": "hidden",
    "note": "x",
}
TARGET = Target("main", "slurm", PARAMS, env=({"name": "PASSWORD", "value": "hidden"},))
FIRST = Step("'bwa' goes to 'main'", "", PLACE)
GOOD = Route((FIRST,), target=TARGET, limits=(Step("may wait", "at most 2 jobs at a time"),))
FAILED = Route((FIRST,), failure=Failure("No.", "The rule fails.", PLACE))
NEVER = Route((), failure=Failure(None, "The rule hangs."))
UNKNOWN = Route((FIRST,), unknown="a Python rule decides", candidates=("a", "b"))


def test_text() -> None:
    assert as_text((GOOD,), ROUTER).splitlines() == [
        "job_conf.yml:2: 'bwa' goes to 'main'",
        "=> main",
        "   --cpus-per-task=2",
        "   requests 2 cores",
        "   private_token: ***",
        "   note: x",
        "may wait: at most 2 jobs at a time",
    ]


@pytest.mark.parametrize(
    ("route", "last"),
    [
        (FAILED, "=> Galaxy fails the job: No."),
        (NEVER, "=> the job never ends"),
        (UNKNOWN, "=> unknown; the rule's source names 'a', 'b'"),
        (Route((), unknown="why"), "=> unknown"),
        (Route((), target=Target(None, "slurm")), "=> the runner slurm"),
    ],
)
def test_outcome_in_text(route: Route, last: str) -> None:
    assert as_text((route,), ROUTER).splitlines()[-1] == last


def test_shared_steps_are_shown_once() -> None:
    lines = as_text((FAILED, UNKNOWN), ROUTER).splitlines()
    assert lines[:3] == ["job_conf.yml:2: 'bwa' goes to 'main'", "2 possible routes:", ""]
    assert sum("goes to 'main'" in line for line in lines) == 1


def test_json_of_one_route() -> None:
    data = json.loads(as_json((GOOD,)))
    assert (data["destination"], data["runner"], data["possible"]) == ("main", "slurm", [])
    assert data["env"] == [{"name": "PASSWORD", "value": "***"}]
    assert data["params"]["private_token"] == "***"
    assert data["steps"] == [
        {"action": "'bwa' goes to 'main'", "reason": "", "path": "job_conf.yml", "line": 2}
    ]
    assert data["limits"][0]["path"] is None


def test_json_of_several_routes() -> None:
    data = json.loads(as_json((FAILED, UNKNOWN)))
    assert (data["destination"], data["unknown"]) == (None, "Several routes are possible.")
    assert [item["error"] and item["error"]["message"] for item in data["possible"]] == [
        "No.",
        None,
    ]
    assert data["possible"][1]["candidates"] == ["a", "b"]


def test_verdicts() -> None:
    assert [may_fail((GOOD,)), may_fail((GOOD, FAILED))] == [False, True]
    assert [is_known((GOOD, FAILED)), is_known((GOOD, UNKNOWN))] == [True, False]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        (Job("bwa"), "bwa"),
        (
            Job("x", ("local",), "a@b.org", ("staff",), {"a": Dataset(1), "b": Dataset(2, "f", 3)}),
            "x, local, 3 B in 2, 3 records, a@b.org, staff",
        ),
        (Job("x", params={"a": 1}, resources={"cores": 2}), "x, a=1, cores=2"),
    ],
)
def test_describe(job: Job, expected: str) -> None:
    assert describe(job) == expected


def test_secrets_in_the_environment() -> None:
    assert shown_env({"name": "API_KEY", "value": "x"}) == {"name": "API_KEY", "value": "***"}
    assert shown_env({"file": "/env.sh"}) == {"file": "/env.sh"}
