# SPDX-License-Identifier: GPL-3.0-or-later
"""Mapping tests as a task."""

from __future__ import annotations

import typing as t
from pathlib import Path

import yaml
from ansible_collections.galaxyhpc.cluster.plugins.action import job_route
from ansible_collections.galaxyhpc.cluster.plugins.modules import job_route as docs
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.controller import Controller
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.documents import run_action

CONF = {
    "runners": {"local": {"load": "galaxy.jobs.runners.local:LocalJobRunner"}},
    "execution": {
        "default": "main",
        "environments": {
            "main": {"runner": "local"},
            "ruled": {"runner": "dynamic", "function": "decide"},
        },
    },
    "tools": [{"id": "ruled", "environment": "ruled"}],
}
GOOD = [{"tool": "any", "expect": "main"}]
RULED = [{"tool": "ruled", "user": "a@b.org", "expect": "main"}]


class Files:
    """A stand-in for Ansible's loader: files are where they are said to be."""

    def get_real_file(self, path: str) -> str:
        return path

    def cleanup_tmp_file(self, path: str) -> None:
        assert path


class Action(job_route.ActionModule):
    """The action without a task around it."""

    def __init__(self) -> None:
        self._loader = Files()

    def _find_needle(self, _folder: str, needle: str) -> str:
        return needle


def run(folder: Path, **given: object) -> dict[str, t.Any]:
    """Return the result of the task."""
    rules = folder / "rules"
    rules.mkdir(exist_ok=True)
    (rules / "site.py").write_text("def decide(user_email):\n    return 'main'\n")
    defaults = {name: option.get("default") for name, option in job_route._ARGUMENTS.items()}
    arguments = {**defaults, "job_conf": CONF, "rules": str(rules), **given}
    action = Action()
    return run_action({}, lambda: action._test(Controller(action, {}), arguments))


def test_tests_hold(tmp_path: Path) -> None:
    result = run(tmp_path, tests=GOOD)
    assert (result["changed"], result["report"]) == (False, "1 test (1 job), 0 failed")


def test_a_test_does_not_hold(tmp_path: Path) -> None:
    table = tmp_path / "table.yml"
    table.write_text("tests:\n  - {tool: any, expect: mian}\n")
    result = run(tmp_path, tests=str(table))
    assert f"{table}:2: any: it goes to 'main', expected 'mian'." in str(result["msg"])


def test_rules_are_run_when_it_is_said(tmp_path: Path) -> None:
    assert "its destination is unknown" in str(run(tmp_path, tests=RULED)["msg"])
    assert "msg" not in run(tmp_path, tests=RULED, run_rules=True)


def test_table_that_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, tests=[{"tol": "any"}])
    assert "unknown key 'tol' in a test. Did you mean 'tool'?" in str(result["msg"])


def test_documented_options_are_those_of_the_action() -> None:
    documented = yaml.safe_load(docs.DOCUMENTATION)["options"]
    assert {
        name: {key: option[key] for key in ("type", "required", "default") if key in option}
        for name, option in documented.items()
    } == job_route._ARGUMENTS
