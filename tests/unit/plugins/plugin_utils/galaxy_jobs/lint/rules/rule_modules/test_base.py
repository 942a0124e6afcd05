# SPDX-License-Identifier: GPL-3.0-or-later
"""Which functions dynamic destinations call, and in which modules."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.rule_modules import (
    base,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import dump

RULE = "def decide(user):\n    return 'main'\n"


def context_with(
    modules: dict[str, str],
    environments: dict[str, dict[str, t.Any]],
    dynamic: dict[str, t.Any] | None = None,
) -> Context:
    """Return rule modules by path, and dynamic destinations, each of them used by a tool."""
    conf = {
        "runners": {
            "local": {"load": "galaxy.jobs.runners.local:LocalJobRunner"},
            **({} if dynamic is None else {"dynamic": dynamic}),
        },
        "execution": {
            "default": "main",
            "environments": {
                "main": {"runner": "local"},
                **{name: {"runner": "dynamic", **env} for name, env in environments.items()},
            },
        },
        "tools": [{"id": name, "environment": name} for name in environments],
    }
    rules = tuple(read(text, path) for path, text in modules.items())
    return Context(job_conf=read_yaml(dump(conf), "job_conf.yml"), rules=rules)


def calls(context: Context) -> list[tuple[str, str]]:
    """Return the destination and the module of each call."""
    return [(str(call.destination.id.data), call.module.name) for call in base.rule_calls(context)]


DECIDE = {"d": {"function": "decide", "rules_module": "site.rules"}}


def test_last_module_is_searched_first() -> None:
    context = context_with({"rules/10_a.py": RULE, "rules/20_b.py": RULE}, DECIDE)
    ordered = base.in_search_order(context.rules or ())
    assert [module.name for module in ordered] == ["20_b", "10_a"]
    assert calls(context) == [("d", "20_b")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(RULE, [("d", "a")], id="function"),
        pytest.param("def other(): ...", [], id="another function"),
        pytest.param(f"@cached\n{RULE}", [], id="decorated"),
        pytest.param("from elsewhere import decide", [], id="imported"),
    ],
)
def test_calls(text: str, expected: list[tuple[str, str]]) -> None:
    assert calls(context_with({"rules/a.py": text}, DECIDE)) == expected


def test_import_hides_a_function_in_a_later_searched_module() -> None:
    modules = {"rules/a.py": RULE, "rules/b.py": "from elsewhere import *"}
    assert calls(context_with(modules, DECIDE)) == []
    assert calls(context_with({**modules, "rules/b.py": ""}, DECIDE)) == [("d", "a")]


@pytest.mark.parametrize(
    ("dynamic", "params", "expected"),
    [
        pytest.param(None, {}, "galaxy.jobs.rules", id="default"),
        pytest.param({"rules_module": "site.rules"}, {}, "site.rules", id="runner"),
        pytest.param({}, {}, None, id="runner without one"),
        pytest.param(
            {"rules_module": "site.rules"}, {"rules_module": "my.rules"}, "my.rules", id="param"
        ),
        pytest.param(None, {"rules_module": 5}, None, id="number"),
    ],
)
def test_rules_module(
    dynamic: dict[str, t.Any] | None, params: dict[str, t.Any], expected: str | None
) -> None:
    context = context_with({}, {"d": {"function": "decide", **params}}, dynamic)
    assert context.job_conf is not None
    [destination] = base.python_destinations(context.job_conf)
    assert base.rules_module(context.job_conf, destination) == expected


@pytest.mark.parametrize(
    ("path", "packages", "expected"),
    [
        pytest.param("rules/a.py", ["site.rules"], "site.rules", id="named like the folder"),
        pytest.param("other/a.py", ["site.rules"], "site.rules", id="only one"),
        pytest.param("rules/a.py", ["site.rules", "my"], "site.rules", id="by the folder"),
        pytest.param("other/a.py", ["site.rules", "my"], None, id="unclear"),
        pytest.param("rules/a.py", ["tpv.rules"], None, id="installed package"),
        pytest.param("rules/a.py", [], None, id="no destination"),
    ],
)
def test_package_of_the_modules(path: str, packages: list[str], expected: str | None) -> None:
    environments = {
        f"d{number}": {"function": "decide", "rules_module": package}
        for number, package in enumerate(packages)
    }
    context = context_with({path: RULE}, environments)
    assert context.job_conf is not None
    assert base.find_rules_module(context.job_conf, context.rules or ()) == expected
    called = [str(param.value.data) for _destination, param in base.function_params(context)]
    assert called == (["decide"] if expected else [])


def test_only_python_destinations() -> None:
    context = context_with({}, {"a": {"function": "f"}, "b": {"type": "dtd"}})
    assert context.job_conf is not None
    found = base.python_destinations(context.job_conf)
    assert [destination.id.data for destination in found] == ["a"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("site/rules/a.py", "rules", id="module"),
        pytest.param("site/rules/__init__.py", "", id="package alone"),
    ],
)
def test_folder_name(path: str, expected: str) -> None:
    assert base.folder_name([read(RULE, path)]) == expected
