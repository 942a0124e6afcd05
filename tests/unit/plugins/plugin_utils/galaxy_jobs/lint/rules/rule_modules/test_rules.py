# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about modules of rules and the destinations that ask them."""

from __future__ import annotations

import json

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read,
)

GOOD = "def route(app, job):\n    return 'main'\n"


def found(
    modules: dict[str, str], *dynamic: dict[str, object], of: dict[str, object] | None = None
) -> list[str]:
    """Return codes and messages for modules of rules and dynamic destinations that ask them."""
    environments: dict[str, object] = {"main": {"runner": "local", "tags": ["any"]}}
    for number, params in enumerate(dynamic):
        environments[f"dynamic{number}"] = {"runner": "dynamic", **params}
    document = {
        "runners": {"local": {"load": "galaxy.jobs.runners.local:LocalJobRunner"}, **(of or {})},
        "execution": {"default": "dynamic0", "environments": environments},
    }
    context = Context(
        job_conf=read_yaml(json.dumps(document), "job_conf.yml"),
        rules=tuple(read(text, f"rules/{name}") for name, text in modules.items()),
    )
    return [
        f"{finding.code} {finding.message}"
        for finding in lint(context)
        if finding.code[:3] == "GJ4"
    ]


@pytest.mark.parametrize(
    ("text", "params", "expected"),
    [
        pytest.param(
            GOOD,
            {"function": "rout"},
            "GJ402 No module of rules has 'rout'. Did you mean 'route'?",
            id="402",
        ),
        pytest.param(
            "def route(jb): return 'main'",
            {"function": "route"},
            "GJ403 Nothing fills 'jb': it is no parameter of 'dynamic0', nor an object of Galaxy."
            " Did you mean 'job'?",
            id="403",
        ),
        pytest.param(
            "def route(app, /, job): return 'main'",
            {"function": "route"},
            "GJ404 Galaxy cannot pass 'app': expected a plain argument, without '*' before it or "
            "'/' behind it.",
            id="404",
        ),
        pytest.param(
            "def route(job): return 'mian' if job else 'any'",
            {"function": "route"},
            "GJ405 No destination of the job_conf has the id or tag 'mian'. Did you mean 'main'?",
            id="405",
        ),
        pytest.param(
            GOOD,
            {"function": "route", "app": "cluster"},
            "GJ407 'app' hides Galaxy's own: the rule gets this text instead. Rename it.",
            id="407",
        ),
        pytest.param(
            GOOD + "def other(job): return 'main'",
            {"function": "route"},
            "GJ408 Nothing asks the rule 'other'. Remove it, or name it in a destination.",
            id="408",
        ),
        pytest.param(
            GOOD,
            {"function": "route", "rules_module": "site.rules.one"},
            "GJ409 'site.rules.one' is a file: expected the package with it, 'site.rules'.",
            id="409",
        ),
        pytest.param(
            "from galaxy.tools.deps.x import y\n" + GOOD,
            {"function": "route"},
            "GJ410 There is no module 'galaxy.tools.deps.x' any more: this one is not loaded. "
            "It is 'galaxy.tool_util.deps' now.",
            id="410",
        ),
    ],
)
def test_found(text: str, params: dict[str, object], expected: str) -> None:
    assert found({"one.py": text}, params) == [expected]


@pytest.mark.parametrize(
    ("text", "params"),
    [
        pytest.param(GOOD, {"function": "route"}, id="good"),
        pytest.param(GOOD, {}, id="tool-ids"),
        pytest.param(GOOD, {"type": "dtd"}, id="other-type"),
        pytest.param("def route(job, t): return 'any'", {"function": "route", "t": 1}, id="params"),
        pytest.param("def route(job, t=1): return 'any'", {"function": "route"}, id="default"),
        pytest.param("@with_t\ndef route(t): return 'x'", {"function": "route"}, id="decorated"),
        pytest.param("def route(job): return f'{job}'", {"function": "route"}, id="worked-out"),
        pytest.param("def route(job): return 'local://'", {"function": "route"}, id="url"),
        pytest.param("from all import *", {"function": "route"}, id="star"),
        pytest.param("from .x import route", {"function": "route"}, id="imported"),
        pytest.param("def job(: pass", {"function": "route"}, id="other-rule"),
        pytest.param(GOOD, {"function": "x", "rules_module": "tpv.rules"}, id="tpv"),
        pytest.param(
            "try:\n    import urllib2\nexcept ImportError:\n    urllib2 = None\n" + GOOD,
            {"function": "route"},
            id="tried",
        ),
        pytest.param(
            GOOD + "def _own(job): ...\ndef helps(job): ...\nhelps(1)\ndef x(job, y): ...",
            {"function": "route"},
            id="helpers",
        ),
    ],
)
def test_nothing_found(text: str, params: dict[str, object]) -> None:
    assert [each for each in found({"one.py": text}, params) if not each.startswith("GJ401")] == []


def test_the_last_module_is_asked() -> None:
    modules = {"10_a.py": "def route(x): return 'nowhere'", "20_b.py": GOOD}
    assert found(modules, {"function": "route"}) == [
        "GJ406 Never asked: the module '20_b' has 'route' as well. Rename one."
    ]


def test_a_package_has_the_name_of_its_folder() -> None:
    modules = {"10_a.py": GOOD, "9_b/__init__.py": "def route(x): return 'any'"}
    messages = found(modules, {"function": "route"})
    assert sorted(message[:5] for message in messages) == ["GJ403", "GJ406"]
    assert read(GOOD, "rules/9_b/__init__.py").name == "9_b"


def test_of_several_rules_modules_the_folder_tells() -> None:
    own = {"function": "mine", "rules_module": "site.rules"}
    other = {"function": "theirs", "rules_module": "other.jobs"}
    assert found({"one.py": GOOD}, own, other) == ["GJ402 No module of rules has 'mine'."]


def test_nobody_can_tell_whose_modules_these_are() -> None:
    first = {"function": "mine", "rules_module": "site.one"}
    second = {"function": "theirs", "rules_module": "site.two"}
    assert found({"one.py": GOOD}, first, second) == []


def test_the_rules_module_of_the_runner() -> None:
    of = {"dynamic": {"rules_module": "site.rules.one"}}
    messages = found({"one.py": GOOD}, {"function": "route"}, of=of)
    assert [message[:5] for message in messages] == ["GJ409"]
