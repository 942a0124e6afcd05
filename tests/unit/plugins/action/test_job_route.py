# SPDX-License-Identifier: GPL-3.0-or-later
"""Mapping tests as a task."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import yaml
from ansible_collections.galaxyhpc.cluster.plugins.action import job_route
from ansible_collections.galaxyhpc.cluster.plugins.modules import job_route as docs

COLLECTIONS = Path(__file__).resolve().parents[4] / ".ansible" / "collections"
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


def run(folder: Path, **arguments: object) -> dict[str, object]:
    """Return the result of the task, in check mode."""
    rules = folder / "rules"
    rules.mkdir(exist_ok=True)
    (rules / "site.py").write_text("def decide(user_email):\n    return 'main'\n")
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "ansible", "adhoc", "localhost", "--check", "--one-line"),
            *("-m", "galaxyhpc.cluster.job_route"),
            *("-a", json.dumps({"job_conf": CONF, "rules": str(rules), **arguments})),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={
            **os.environ,
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_HOME": str(folder / "home"),
        },
        timeout=300,
    )
    result: dict[str, object] = json.loads(ended.stdout.partition("=>")[2])
    return result


def test_tests_hold(tmp_path: Path) -> None:
    result = run(tmp_path, tests=GOOD)
    assert (result["changed"], result["report"]) == (False, "1 test of 1 job, 0 failed")


def test_a_test_does_not_hold(tmp_path: Path) -> None:
    table = tmp_path / "table.yml"
    table.write_text("tests:\n  - {tool: any, expect: mian}\n")
    result = run(tmp_path, tests=str(table))
    assert f"{table}:2: any: it goes to 'main', expected 'mian'." in str(result["msg"])


def test_rules_are_run_when_it_is_said(tmp_path: Path) -> None:
    assert "it is not known where it goes" in str(run(tmp_path, tests=RULED)["msg"])
    assert "msg" not in run(tmp_path, tests=RULED, run_rules=True)


def test_table_that_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, tests=[{"tol": "any"}])
    assert "a test has no 'tol'. Did you mean 'tool'?" in str(result["msg"])


def test_documented_options_are_those_of_the_action() -> None:
    documented = yaml.safe_load(docs.DOCUMENTATION)["options"]
    assert {
        name: {key: option[key] for key in ("type", "required", "default") if key in option}
        for name, option in documented.items()
    } == job_route._ARGUMENTS
