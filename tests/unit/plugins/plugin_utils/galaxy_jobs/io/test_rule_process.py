# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that runs rules: how it starts, answers, hangs and ends."""

from __future__ import annotations

import os
import stat
import typing as t
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.rule_process import (
    RuleProcess,
    RunOptions,
    with_rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Job
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read as read_module,
)

CONF = """
runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}
execution:
  default: main
  environments: {main: {runner: local}, ruled: {runner: dynamic, function: FUNCTION}}
tools: [{id: ruled, environment: ruled}]
"""
RULES = """
import os, random, time

def good(user_email):
    return "main"

def hangs():
    time.sleep(60)

def ends():
    os._exit(1)

def prints_much():
    print("x" * 1_000_000)
    return "main"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site.py").write_text(RULES)
    return tmp_path


def router(function: str = "good") -> Router:
    return Router(read_yaml(CONF.replace("FUNCTION", function), "job_conf.yml"))


@pytest.fixture
def process(folder: Path) -> Iterator[RuleProcess]:
    process = RuleProcess(RunOptions(folder, None, 1), router())
    yield process
    process.close()


def message(function: str) -> dict[str, t.Any]:
    job = Job("ruled")
    fields = {**vars(job), "old_id": "ruled", "ids": job.ids, "values": {}}
    params = {"function": function}
    return {"destination": {"id": "ruled", "runner": "dynamic", "params": params}, "job": fields}


def test_answer(process: RuleProcess) -> None:
    answer = process(message("good"))
    assert (answer["kind"], answer["value"], answer["function"]) == ("name", "main", "good")
    assert (Path(answer["path"]).name, answer["line"]) == ("site.py", 4)


def test_output_of_rules_is_discarded(process: RuleProcess) -> None:
    assert process(message("prints_much"))["value"] == "main"


@pytest.mark.parametrize(
    ("function", "cause"),
    [
        ("hangs", "does not return within 1 s; a job handler would hang."),
        ("ends", "terminates its process, which in Galaxy is the job handler."),
    ],
)
def test_it_starts_again_after_a_bad_rule(process: RuleProcess, function: str, cause: str) -> None:
    assert process(message(function)) == {"kind": "never", "cause": cause}
    assert process(message("good"))["value"] == "main"


def test_close_kills_the_process(process: RuleProcess) -> None:
    process(message("good"))
    assert process._process is not None
    pid = process._process.pid
    process.close()
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_python_that_cannot_start(folder: Path) -> None:
    process = RuleProcess(RunOptions(folder, "/no/python", 1), router())
    with pytest.raises(ClusterError, match="--galaxy-python: /no/python: No such file"):
        process(message("good"))


def test_python_without_galaxy(folder: Path) -> None:
    python = folder / "python"
    python.write_text('#!/bin/sh\nread line\necho \'{"kind": "unusable", "cause": "no Galaxy"}\'\n')
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    process = RuleProcess(RunOptions(folder, str(python), 1), router())
    with pytest.raises(ClusterError, match="rules cannot be run: no Galaxy"):
        process(message("good"))


def test_rules_are_run_only_with_options(folder: Path) -> None:
    modules = (read_module(RULES, str(folder / "site.py")),)
    with with_rules(router(), modules, None) as unaware:
        (route,) = unaware.routes(Job("ruled"))
        assert (route.candidates, "run it with --run-rules" in str(route.unknown)) == (
            ("main",),
            True,
        )
    with with_rules(router(), modules, RunOptions(folder, None, 60)) as running:
        (route,) = running.routes(Job("ruled"))
        assert route.destination == "main"
