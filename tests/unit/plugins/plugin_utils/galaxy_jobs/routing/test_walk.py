# SPDX-License-Identifier: GPL-3.0-or-later
"""The paths of one job through dynamic destinations."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    MISCONFIGURED,
    RULE_EXCEPTION,
    Job,
    Step,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.configuration import (
    Configuration,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
    Target,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.python_rules import (
    Rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.walk import (
    Path,
    Walk,
)

CONF = """
runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}
execution:
  default: main
  environments:
    main: {runner: local, tags: [both]}
    other: {runner: local, tags: [both]}
    lost: {runner: gone}
    chain: {runner: dynamic, type: choose_one, destination_ids: main}
    loop: {runner: dynamic, type: choose_one, destination_ids: loop}
    ping: {runner: dynamic, type: choose_one, destination_ids: pong}
    pong: {runner: dynamic, type: choose_one, destination_ids: ping}
    ruled: {runner: dynamic, function: decide}
"""


def walk(answer: dict[str, t.Any] | None = None) -> Walk:
    rules = Rules((), lambda _message: answer or {})
    return Walk(Configuration(read_yaml(CONF, "job_conf.yml"), rules=rules), Job("x"))


def outcome(route: Route) -> str | None:
    return route.failure.message if route.failure else route.destination


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("main", ["main"]),
        ("both", ["main", "other"]),
        ("chain", ["main"]),
        ("lost", [MISCONFIGURED]),
        ("nowhere", [RULE_EXCEPTION]),
        ("loop", [RULE_EXCEPTION]),
        ("ping", [RULE_EXCEPTION]),
    ],
)
def test_from_name(name: str, expected: list[str]) -> None:
    assert [outcome(route) for route in walk().from_name(name, Path())] == expected


def test_steps_are_appended() -> None:
    (route,) = walk().from_name("chain", Path((Step("first"),)))
    assert [step.action for step in route.steps] == [
        "first",
        "'chain' chooses 'main'",
        "'main' uses the runner 'local'",
    ]


def test_random_choice_is_a_step() -> None:
    first, _second = walk().from_name("both", Path())
    assert first.steps[0].reason == "Galaxy picks one of 2 at random"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"kind": "name", "value": "other"}, "other", id="name"),
        pytest.param({"kind": "name", "value": "local://x"}, "dynamic_legacy_from_url", id="url"),
        pytest.param(
            {"kind": "destination", "value": {"id": "new", "runner": "local"}}, "new", id="new"
        ),
        pytest.param({"kind": "mapping", "message": "No.", "cause": "fails."}, "No.", id="fails"),
    ],
)
def test_rule(answer: dict[str, t.Any], expected: str) -> None:
    (route,) = walk(answer).from_name("ruled", Path())
    assert outcome(route) == expected


def test_different_results_of_a_rule() -> None:
    answers = [{"kind": "name", "value": "main"}, {"kind": "not_ready", "cause": "defers it."}]
    first, second = walk({"random": answers}).from_name("ruled", Path())
    assert first.steps[0].action == "'ruled' picks at random"
    assert first.steps[0].reason == "2 different results in repeated runs"
    assert (first.destination, second.deferred) == ("main", True)


def test_loops_are_left_by_chance_only() -> None:
    target = Target("d", "dynamic")
    path = Path().through(target)
    assert path.passed == (("d", "{}"),)
    after = path.after_random_choice(Step("random"))
    assert (after.passed, after.by_chance) == ((), path.passed)
    assert after.seen is path.seen
