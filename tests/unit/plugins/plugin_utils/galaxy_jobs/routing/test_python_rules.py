# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rule Galaxy calls, what its source tells, and what its answers mean."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    MISCONFIGURED,
    RULE_EXCEPTION,
    FailsError,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Target,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.python_rules import (
    NotRunError,
    Rules,
    call,
    distinguished,
    is_tpv,
    returned,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read,
)

FIRST = "def decide(user):\n    return 'first'\n"
SECOND = "names = ['one', \"two\", 'else']\ndef decide(user):\n    return 'second'\n"
MODULES = (read(SECOND, "rules/20_site.py"), read(FIRST, "rules/10_site.py"))
TARGET = Target("ruled", "dynamic", {"function": "decide"})
TPV = Target("tpv", "dynamic", {"rules_module": "tpv.rules"})
KNOWN = ("one", "two", "three")


@pytest.mark.parametrize(
    ("modules", "target", "why", "candidates"),
    [
        pytest.param(None, TARGET, "set --rules to its folder", (), id="no-folder"),
        pytest.param(MODULES, TARGET, "'decide' decides", ("second", "one", "two"), id="last"),
        pytest.param(MODULES[1:], TARGET, "'decide' decides", ("first",), id="one-module"),
        pytest.param(MODULES, TPV, "TPV decides", (), id="tpv"),
        pytest.param(
            MODULES, Target("d", "dynamic"), "'decide' decides", ("second", "one", "two"), id="tool"
        ),
    ],
)
def test_rule_that_is_not_run(
    modules: t.Any, target: Target, why: str, candidates: tuple[str, ...]
) -> None:
    with pytest.raises(NotRunError) as caught:
        call(Rules(modules), target, Job("decide"), KNOWN)
    assert (caught.value.candidates, why in caught.value.why) == (candidates, True)


@pytest.mark.parametrize(
    ("params", "cause"),
    [
        ({"function": "no"}, "No rule module has the function 'no' of 'd'."),
        ({}, "'d' has no 'function', and no rule is named 'bwa'."),
    ],
)
def test_missing_rule(params: dict[str, str], cause: str) -> None:
    with pytest.raises(FailsError) as caught:
        call(Rules(MODULES), Target("d", "dynamic", params), Job("bwa"), KNOWN)
    assert (caught.value.failure.message, caught.value.failure.cause) == (MISCONFIGURED, cause)


def test_message_to_the_rule() -> None:
    messages: list[t.Any] = []

    def run(message: t.Any) -> t.Any:
        messages.append(message)
        return {"kind": "name", "value": "one"}

    job = Job("ts.org/repos/o/r/bwa/1", user="a@b.org")
    assert call(Rules(MODULES, run), TARGET, job, KNOWN) == ({"kind": "name", "value": "one"},)
    (message,) = messages
    assert message["destination"]["params"] == {"function": "decide"}
    assert (message["job"]["old_id"], message["job"]["user"]) == ("bwa", "a@b.org")


def test_random_answers() -> None:
    answers = [{"kind": "name", "value": "one"}, {"kind": "name", "value": "two"}]
    assert call(Rules(MODULES, lambda _message: {"random": answers}), TARGET, Job("x"), ()) == (
        answers
    )


def test_distinguished() -> None:
    assert distinguished(Rules(), TPV) == {}
    assert distinguished(Rules(run=lambda message: message), TPV)["destination"]["id"] == "tpv"
    assert (is_tpv(TPV), is_tpv(TARGET)) == (True, False)


def test_returned_name_and_place() -> None:
    answer = {"kind": "name", "value": 5, "function": "decide", "path": "rules/a.py", "line": 3}
    result = returned(answer, TARGET)
    assert (result.caller, result.name) == ("the rule 'decide'", "5")
    assert str(result.place and result.place.position) == "rules/a.py:3:1"


def test_returned_destination() -> None:
    value = {"id": None, "runner": "slurm", "params": {"a": 1}, "env": [{"name": "A"}]}
    target = returned({"kind": "destination", "value": value}, TARGET).target
    assert target is not None
    assert (target.id, target.runner, target.params, target.env, target.resubmit) == (
        None,
        "slurm",
        {"a": 1},
        ({"name": "A"},),
        (),
    )


@pytest.mark.parametrize(
    ("answer", "message", "cause"),
    [
        (
            {"kind": "mapping", "message": "No.", "cause": "fails the job.", "notes": ["a.", "b."]},
            "No.",
            "The rule 'decide' fails the job. Notes: a. b.",
        ),
        ({"kind": "misconfigured", "cause": "No such rule."}, MISCONFIGURED, "No such rule."),
        ({"kind": "never", "cause": "hangs."}, None, "The rule 'decide' hangs."),
        (
            {"kind": "raised", "cause": "raises KeyError: 'x'."},
            RULE_EXCEPTION,
            "The rule 'decide' raises KeyError: 'x'.",
        ),
    ],
)
def test_failure(answer: dict[str, t.Any], message: str | None, cause: str) -> None:
    with pytest.raises(FailsError) as caught:
        returned(answer, TARGET)
    assert (caught.value.failure.message, caught.value.failure.cause) == (message, cause)


@pytest.mark.parametrize(
    ("kind", "cause", "deferred", "why"),
    [
        (
            "not_ready",
            "defers the job.",
            True,
            "The rule 'decide' defers the job. Galaxy keeps it waiting and calls the rule again.",
        ),
        (
            "unavailable",
            "it reads app.config.x; set it with --config.",
            False,
            "the rule 'decide' decides, but cannot run here: it reads app.config.x; set it with "
            "--config.",
        ),
    ],
)
def test_unknown(kind: str, cause: str, deferred: bool, why: str) -> None:
    with pytest.raises(NotRunError) as caught:
        returned({"kind": kind, "cause": cause}, TARGET)
    assert (caught.value.why, caught.value.deferred) == (why, deferred)
