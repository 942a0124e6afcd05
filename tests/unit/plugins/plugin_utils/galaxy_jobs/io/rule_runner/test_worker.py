# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker answers messages on standard input, as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.rule_runner import (
    worker as module,
)

RULES = """
import random
from galaxy.jobs import JobDestination
from galaxy.jobs.mapper import (
    JobMappingConfigurationException, JobMappingException, JobNotReadyException)

def new(app):
    return JobDestination(id="new", runner="local", params={"cores": 2})

def fails():
    raise JobMappingException("Too large.")

def later():
    raise JobNotReadyException()

def misconfigured():
    raise JobMappingConfigurationException("no such partition")

def raises():
    return {}["missing"]

def exits():
    raise SystemExit(1)

def retries(resource_params):
    return 1 / 0 if resource_params else "main"

def picks():
    return random.choice(["main", "other"])

def copies(app):
    return app.job_config.get_destination("main")
"""
JOB = {
    "tool": "x",
    "old_id": "x",
    "ids": ["x"],
    "classes": [],
    "user": None,
    "roles": [],
    "inputs": {},
    "values": {"__job_resource": {"__job_resource__select": "yes", "cores": 2}},
    "workflow_resources": {},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "site.py").write_text(RULES)
    (folder / "broken.py").write_text("import nothing_like_this\n")
    return folder


def answers(folder: Path, *functions: str) -> list[dict[str, t.Any]]:
    start = {
        "rules": str(folder),
        "module": "site_package.rules",
        "with_tpv": False,
        "folder": str(folder),
        "with_galaxy": False,
        "destinations": {"main": [{"id": "main", "runner": "local", "params": {"a": 1}}]},
        "default": "main",
        "config": {},
        "seconds": 60,
    }
    messages = [start] + [
        {"destination": {"id": "d", "runner": "dynamic", "params": {"function": name}}, "job": JOB}
        for name in functions
    ]
    ended = subprocess.run(
        [sys.executable, "-I", str(Path(module.__file__))],
        input="".join(f"{json.dumps(item)}\n" for item in messages),
        capture_output=True,
        text=True,
        check=True,
    )
    ready, *found = map(json.loads, ended.stdout.splitlines())
    assert ready == {"kind": "ready"}
    return found


@pytest.fixture(scope="module")
def by_function(folder: Path) -> dict[str, dict[str, t.Any]]:
    names = [
        "new",
        "fails",
        "later",
        "misconfigured",
        "raises",
        "exits",
        "retries",
        "picks",
        "copies",
        "nowhere",
    ]
    return dict(zip(names, answers(folder, *names)))


@pytest.mark.parametrize(
    ("function", "kind", "cause"),
    [
        ("fails", "mapping", "fails the job."),
        ("later", "not_ready", "defers the job."),
        ("misconfigured", "misconfigured", "no such partition"),
        ("raises", "raised", "raises KeyError: 'missing'."),
        ("exits", "never", "raises SystemExit, which ends the job handler's thread in Galaxy."),
        ("nowhere", "misconfigured", "No rule module has the function 'nowhere'."),
        ("nowhere", "misconfigured", "the module 'broken' cannot be imported"),
    ],
)
def test_failures(
    by_function: dict[str, dict[str, t.Any]], function: str, kind: str, cause: str
) -> None:
    answer = by_function[function]
    assert (answer["kind"], cause in answer["cause"]) == (kind, True), answer


def test_destination(by_function: dict[str, dict[str, t.Any]]) -> None:
    new, copied = by_function["new"], by_function["copies"]
    assert (new["kind"], new["value"]["id"], new["value"]["params"]) == (
        "destination",
        "new",
        {"cores": 2},
    )
    assert (copied["value"]["id"], copied["value"]["params"]) == ("main", {"a": 1})


def test_second_call_without_resources(by_function: dict[str, dict[str, t.Any]]) -> None:
    answer = by_function["retries"]
    assert answer["value"] == "main"
    assert "Galaxy retries without the resource parameters after ZeroDivisionError" in str(
        answer["notes"]
    )


def test_random_results(by_function: dict[str, dict[str, t.Any]]) -> None:
    assert {answer["value"] for answer in by_function["picks"]["random"]} == {"main", "other"}


def test_failure_has_the_line_of_the_rule(by_function: dict[str, dict[str, t.Any]]) -> None:
    answer = by_function["raises"]
    line = RULES.splitlines().index('    return {}["missing"]') + 1
    assert (Path(answer["path"]).name, answer["line"]) == ("site.py", line)
