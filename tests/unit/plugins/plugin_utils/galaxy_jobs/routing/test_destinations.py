# SPDX-License-Identifier: GPL-3.0-or-later
"""Tools, destinations, defaults and limits of a job_conf, as Galaxy looks them up."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    FailsError,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.destinations import (
    Destinations,
)

CONF = """
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  off: {load: galaxy.jobs.runners.local:LocalJobRunner, enabled: false}
execution:
  default: main
  environments:
    main:
      runner: local
      tags: [small]
      env: [{name: A, value: b}, {file: /env.sh}]
      resubmit: [{condition: any_failure, environment: other, delay: 5}]
    other: {runner: local, tags: [small], cores: 2}
tools:
  - {id: bwa, environment: other, resources: all}
  - {id: bwa, environment: main}
  - {class: local, environment: other}
resources:
  default: few
  groups: {all: [cores, time], few: [cores]}
limits:
  - {type: registered_user_concurrent_jobs, value: 2}
  - {type: registered_user_concurrent_jobs, value: 3}
  - {type: environment_total_concurrent_jobs, id: main, value: 4}
  - {type: environment_user_concurrent_jobs, tag: small, value: 5}
"""


def destinations(conf: str = CONF, resubmission: str | None = None) -> Destinations:
    return Destinations(read_yaml(conf, "job_conf.yml"), resubmission)


def test_target_has_all_that_galaxy_keeps() -> None:
    (target,) = destinations().targets("main")
    assert (target.runner, target.tags) == ("local", ("small",))
    assert target.env == ({"name": "A", "value": "b"}, {"file": "/env.sh"})
    assert target.resubmit[0]["environment"] == "other"
    assert [item.id for item in destinations().targets("small")] == ["main", "other"]
    assert destinations().targets("nowhere") == destinations().targets([]) == []


def test_targets_are_made_once() -> None:
    found = destinations()
    assert found.targets("main")[0] is found.targets("small")[0]


def test_disabled_runners_are_missing() -> None:
    assert list(destinations().runners) == ["local"]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        pytest.param(Job("bwa"), "other", id="first-entry"),
        pytest.param(Job("upload1"), "other", id="local-tool"),
        pytest.param(Job("x", classes=("local",)), "other", id="class"),
        pytest.param(Job("x", classes=("user_defined",)), None, id="class-without-entry"),
        pytest.param(Job("x"), None, id="not-configured"),
    ],
)
def test_tool(job: Job, expected: str | None) -> None:
    tool = destinations().tool(job)
    assert (tool.destination.plain() if tool and tool.destination else None) == expected


def test_all_entries_with_parameters() -> None:
    conf = CONF.replace("{id: bwa,", "{id: bwa, params: {source: trackster},")
    with pytest.raises(FailsError, match="'bwa' is configured 2 times, each time with parameters"):
        destinations(conf).tool(Job("bwa"))


def test_default() -> None:
    name, because, place = destinations().default
    assert (name, because, place.position.line) == ("main", "the default environment", 6)
    conf = f"{CONF.partition('execution:')[0]}execution: {{environments: {{only: {{runner: x}}}}}}"
    assert destinations(conf).default[:2] == ("only", "the only environment")


def test_configuration_with_which_galaxy_does_not_start() -> None:
    with pytest.raises(ClusterError, match="Galaxy does not start with this job configuration"):
        destinations(CONF.replace("default: main", "default: mian"))


@pytest.mark.parametrize(("tool", "expected"), [("bwa", ["cores", "time"]), ("other", ["cores"])])
def test_resource_fields(tool: str, expected: list[str]) -> None:
    assert destinations().resource_fields(Job(tool)) == expected


@pytest.mark.parametrize(
    ("name", "user", "expected"),
    [
        pytest.param(
            "main",
            "a@b.org",
            [
                "at most 3 jobs of the user at a time",
                "at most 4 jobs at 'main' at a time",
                "at most 5 jobs of the user at 'small' at a time",
            ],
            id="user",
        ),
        pytest.param("main", None, ["at most 4 jobs at 'main' at a time"], id="anonymous"),
        pytest.param(
            "other",
            "a@b.org",
            [
                "at most 3 jobs of the user at a time",
                "at most 5 jobs of the user at 'small' at a time",
            ],
            id="tag",
        ),
    ],
)
def test_limits(name: str, user: str | None, expected: list[str]) -> None:
    found = destinations()
    steps = found.limits(found.targets(name)[0], Job("x", user=user))
    assert sorted(step.reason for step in steps) == expected


def test_a_limit_of_zero_never_starts_a_job() -> None:
    found = destinations(CONF.replace("id: main, value: 4", "id: main, value: 0"))
    steps = list(found.limits(found.targets("main")[0], Job("x")))
    assert [(step.action, step.reason) for step in steps] == [
        ("never starts", "at most 0 jobs at 'main'")
    ]


def test_default_resubmission() -> None:
    found = destinations(resubmission="any_failure")
    assert [target.resubmit[0]["delay"] for target in found.targets("small")] == [5, None]
