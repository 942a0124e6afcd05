# SPDX-License-Identifier: GPL-3.0-or-later
"""Where jobs go, and why Galaxy fails them."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    MISCONFIGURED,
    RULE_EXCEPTION,
    Dataset,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.python_rules import (
    Rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read as read_rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

CONF = """
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: small
  environments:
    small: {runner: local}
    one: {runner: slurm, tags: [cluster], native_specification: --ntasks=1}
    two: {runner: slurm, tags: [cluster]}
    lost: {runner: gone}
    dtd: {runner: dynamic, type: dtd}
    pick: {runner: dynamic, type: choose_one, destination_ids: "one,two", hash_by: user}
    only: {runner: dynamic, type: choose_one, destination_ids: dtd}
    wrong: {runner: dynamic, type: choose_one, destination_ids: one, hash_by: moon}
    burst: {runner: dynamic, type: burst, from_destination_ids: "one,small",
        to_destination_id: two, num_jobs: 3}
    away: {runner: dynamic, type: burst, from_destination_ids: one,
        to_destination_id: two, num_jobs: 0}
    docker: {runner: dynamic, type: docker_dispatch, docker_destination_id: one,
        default_destination_id: small}
    circle: {runner: dynamic, type: choose_one, destination_ids: circle}
    chance: {runner: dynamic, type: choose_one, destination_ids: some, tags: [some]}
    end: {runner: slurm, tags: [some]}
    odd: {runner: dynamic, type: magic}
    rule: {runner: dynamic, function: decide}
    no_rule: {runner: dynamic, function: undefined}
    tpv: {runner: dynamic_tpv}
tools:
  - {id: static, environment: one}
  - {id: Twice/, handler: main}
  - {id: twice, environment: one}
  - {id: ts.org/repos/o/r/shed, environment: two}
  - {id: shed, environment: one}
  - {class: local, environment: two}
  - {id: always, environment: one, params: {source: trackster}}
  - {id: always, environment: two, params: {source: trackster}}
limits:
  - {type: environment_total_concurrent_jobs, tag: cluster, value: 4}
  - {type: environment_user_concurrent_jobs, id: one, value: 0}
  - {type: anonymous_user_concurrent_jobs, value: 1}
"""


NAMES = "lost dtd pick only wrong burst away docker circle chance odd rule no_rule tpv cluster zz"


TOOLS = "".join(f"  - {{id: {name}, environment: {name}}}\n" for name in NAMES.split())
CONF = CONF.replace("limits:", f"{TOOLS}limits:")


DTD = """
verbose: false
default_destination: small
tools: {dtd: {rules: [{rule_type: file_size, lower_bound: 10, upper_bound: 20, destination: two}]}}
"""


RULES = """
def decide(user_email):
    if user_email:
        return "one"
    where = {1: "two", 2: "nowhere"}
    return where[1]
"""


def router(conf: str = CONF, rules: Rules | None = None) -> Router:
    return Router(read_yaml(conf, "job_conf.yml"), {None: read(DTD, "dtd.yml")}, rules)


def outcomes(routes: tuple[Route, ...]) -> list[str | None]:
    return [
        route.destination if route.target else route.failure and route.failure.message
        for route in routes
    ]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        pytest.param(Job("static"), ["one"], id="static"),
        pytest.param(Job("STATIC"), ["one"], id="lower-case"),
        pytest.param(Job("unknown"), ["small"], id="default"),
        pytest.param(Job("twice"), ["small"], id="first-of-two-holds"),
        pytest.param(Job("ts.org/repos/o/r/shed/1.0"), ["two"], id="guid-without-version-first"),
        pytest.param(Job("ts.org/repos/x/y/shed/1.0"), ["one"], id="old-id"),
        pytest.param(Job("upload1"), ["two"], id="upload-is-local"),
        pytest.param(Job("unknown", classes=("local",)), ["two"], id="class"),
        pytest.param(Job("always"), [RULE_EXCEPTION], id="all-with-params"),
        pytest.param(Job("lost"), [MISCONFIGURED], id="no-such-runner"),
        pytest.param(Job("zz"), [RULE_EXCEPTION], id="no-such-destination"),
        pytest.param(Job("cluster"), ["one", "two"], id="tag"),
        pytest.param(Job("dtd", inputs={"a": Dataset(10)}), ["two"], id="tool-destinations"),
        pytest.param(Job("only", inputs={"a": Dataset(10)}), ["small"], id="chain"),
        pytest.param(Job("pick"), ["one", "two"], id="choose-one"),
        pytest.param(Job("wrong"), [RULE_EXCEPTION], id="unknown-hash"),
        pytest.param(Job("burst"), ["one", "two"], id="burst"),
        pytest.param(Job("away"), ["two"], id="bursts-always"),
        pytest.param(Job("docker"), ["one", "small"], id="docker-dispatch"),
        pytest.param(Job("circle"), [RULE_EXCEPTION], id="circle"),
        pytest.param(Job("chance"), ["end"], id="circle-left-by-chance"),
        pytest.param(Job("odd"), [MISCONFIGURED], id="unknown-type"),
    ],
)
def test_destination(job: Job, expected: list[str]) -> None:
    assert outcomes(router().routes(job)) == expected


def test_steps_have_places() -> None:
    (route,) = router().routes(Job("only", inputs={"a": Dataset(10)}))
    places = [step.place.position for step in route.steps if step.place]
    assert [(position.path, position.line) for position in places] == [
        ("job_conf.yml", 41),
        ("job_conf.yml", 14),
        ("dtd.yml", 3),
        ("job_conf.yml", 8),
    ]


def test_parameters_of_destination() -> None:
    (route,) = router().routes(Job("static"))
    assert route.target is not None
    assert (route.target.runner, route.target.params) == (
        "slurm",
        {"native_specification": "--ntasks=1"},
    )


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        pytest.param(
            "a@b.org",
            ["at most 4 jobs at 'cluster' at a time", "at most 0 jobs of the user at 'one'"],
            id="user",
        ),
        pytest.param(
            None,
            [
                "at most 4 jobs at 'cluster' at a time",
                "at most 1 jobs of an anonymous user at a time",
            ],
            id="anonymous",
        ),
    ],
)
def test_limits(user: str | None, expected: list[str]) -> None:
    (route,) = router().routes(Job("static", user=user))
    assert [step.reason for step in route.limits] == expected


@pytest.mark.parametrize(
    ("tool", "candidates", "why"),
    [
        pytest.param("rule", ("one", "two"), "the rule 'decide' decides", id="rule"),
        pytest.param("tpv", (), "TPV decides", id="tpv"),
    ],
)
def test_rule_that_is_not_run(tool: str, candidates: tuple[str, ...], why: str) -> None:
    rules = Rules((read_rules(RULES, "rules/10_site.py"),))
    (route,) = router(rules=rules).routes(Job(tool))
    assert (route.candidates, why in (route.unknown or "")) == (candidates, True)


EXPLAINED = {
    "steps": [
        {"action": "small: REJECTED", "reason": "too small", "path": "tpv.yml", "line": 3},
        {"action": "No user specified", "reason": ""},
    ]
}


@pytest.mark.parametrize(
    ("answer", "ends", "last"),
    [
        pytest.param(
            {"kind": "destination", "value": {"id": "a", "runner": "slurm", "params": {}}},
            ("a", None, None),
            "'a' uses the runner 'slurm'",
            id="destination",
        ),
        pytest.param(
            {"kind": "mapping", "message": "None fits.", "cause": "fails the job."},
            (None, ("None fits.", "TPV fails the job."), None),
            "No user specified",
            id="fails",
        ),
        pytest.param(
            {"kind": "raised", "cause": "raises KeyError: 'x'."},
            (None, (RULE_EXCEPTION, "TPV raises KeyError: 'x'."), None),
            "No user specified",
            id="raises",
        ),
        pytest.param(
            {"kind": "not_ready", "cause": "defers the job."},
            (None, None, "TPV defers the job. Galaxy keeps it waiting and calls the rule again."),
            "'tpv' is dynamic",
            id="not-ready",
        ),
        pytest.param(
            {"kind": "unavailable", "cause": "it is not installed."},
            (None, None, "TPV decides, but cannot run here: it is not installed."),
            "'tpv' is dynamic",
            id="not-here",
        ),
    ],
)
def test_tpv_explains(answer: dict[str, object], ends: tuple[object, ...], last: str) -> None:
    rules = Rules(run=lambda _asked: {**EXPLAINED, **answer})
    (route,) = router(rules=rules).routes(Job("tpv"))
    failure = route.failure and (route.failure.message, route.failure.cause)
    assert (route.destination, failure, route.unknown) == ends
    assert route.steps[-1].action == last
    explained = [step for step in route.steps if step.action == "small: REJECTED"]
    places = [
        step.place and (step.place.position.path, step.place.position.line) for step in explained
    ]
    assert places == [("tpv.yml", 3)]


def test_rule_that_is_not_there() -> None:
    rules = Rules((read_rules(RULES, "rules/10_site.py"),))
    assert outcomes(router(rules=rules).routes(Job("no_rule"))) == [MISCONFIGURED]


def test_dynamic_runner_without_module_of_rules() -> None:
    broken = CONF.replace("runners:", "runners:\n  dynamic: {workers: 1}", 1)
    (route,) = router(broken).routes(Job("static"))
    assert route.failure is not None
    assert (route.failure.message, "rules_module" in route.failure.cause) == (None, True)


def test_configuration_that_galaxy_refuses() -> None:
    with pytest.raises(ClusterError, match=r"job_conf.yml:6:12: The default 'smal' is not the id"):
        router(CONF.replace("default: small", "default: smal"))


def test_tool_destinations_that_are_not_given() -> None:
    with pytest.raises(ClusterError, match=r"job_conf.yml:12:10: .*--tool-destinations"):
        Router(read_yaml(CONF, "job_conf.yml")).routes(Job("dtd"))


def test_many_choices_one_after_another() -> None:
    levels = "".join(
        f"    {name}{level}: {{runner: dynamic, type: choose_one, "
        f"destination_ids: [a{level + 1}, b{level + 1}]}}\n"
        for level in range(40)
        for name in "ab"
    )
    ends = "    a40: {runner: slurm}\n    b40: {runner: slurm}\n"
    conf = CONF.partition("  default:")[0]
    routes = Router(read_yaml(f"{conf}  default: a0\n  environments:\n{levels}{ends}", "c")).routes(
        Job("any")
    )
    assert outcomes(routes) == ["a40", "b40"]
