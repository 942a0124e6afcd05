# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that lints documents on the controller."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.action.job_config_lint import (
    ActionModule,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.action.prepared_task import (
    PreparedTask,
)

GOOD: dict[str, t.Any] = {
    "runners": {"local": {"load": "galaxy.jobs.runners.local:LocalJobRunner", "workers": 4}},
    "execution": {"default": "main", "environments": {"main": {"runner": "local"}}},
}
BAD = {**GOOD, "tools": [{"id": "a", "environment": "mian"}]}
BAD_TEXT = """\
runners:
  local:
    load: galaxy.jobs.runners.local:LocalJobRunner
    workers: 4
execution:
  default: mian
  environments:
    main:
      runner: local
"""


def test_no_findings(tmp_path: Path) -> None:
    result = PreparedTask(ActionModule, tmp_path).run(job_conf=GOOD)
    assert (result["changed"], result["findings"], result["warnings"]) == (False, [], [])
    assert "failed" not in result


@pytest.mark.parametrize(
    ("arguments", "failed"),
    [
        pytest.param({}, True, id="error"),
        pytest.param({"fail_on": "never"}, False, id="never"),
        pytest.param({"ignore": ["GJ151"]}, False, id="ignored"),
    ],
)
def test_findings(tmp_path: Path, arguments: dict[str, t.Any], failed: bool) -> None:
    result = PreparedTask(ActionModule, tmp_path).run(job_conf=BAD, **arguments)
    assert result.get("failed", False) is failed
    codes = [finding["code"] for finding in result["findings"]]
    assert codes == ([] if "ignore" in arguments else ["GJ151"])
    assert ("mian" in f"{result.get('msg')}{result.get('report')}") is bool(codes)


@pytest.mark.parametrize("path", ["job_conf.yml", "."], ids=["file", "folder"])
def test_files_of_the_controller(tmp_path: Path, path: str) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "job_conf.yml").write_text(BAD_TEXT)
    result = PreparedTask(ActionModule, tmp_path).run(paths=[str(tmp_path / "files" / path)])
    assert result["failed"] is True
    assert f"{tmp_path}/files/job_conf.yml:6:12: error GJ106" in result["msg"]


def test_variables_are_linted_together_with_files(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "tool_destinations.yml").write_text(
        "verbose: true\ndefault_destination: main\n"
    )
    result = PreparedTask(ActionModule, tmp_path).run(
        job_conf=GOOD, paths=["tool_destinations.yml"], fail_on="never"
    )
    assert [finding["code"] for finding in result["findings"]] == ["GJ503"]


def test_unreadable_document(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    result = PreparedTask(ActionModule, tmp_path).run(paths=[str(tmp_path / "notes.txt")])
    assert result["failed"] is True
    assert "notes.txt" in result["msg"]


def test_host_is_not_used(tmp_path: Path) -> None:
    task = PreparedTask(ActionModule, tmp_path)
    task.run(job_conf=BAD)
    assert task.calls == []


@pytest.mark.parametrize(
    "arguments",
    [pytest.param({}, id="no-option"), pytest.param({"paths": ["."]}, id="no-document")],
)
def test_nothing_to_lint(tmp_path: Path, arguments: dict[str, t.Any]) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "notes.yml").write_text("- hosts: all\n")
    result = PreparedTask(ActionModule, tmp_path).run(**arguments)
    assert result["failed"] is True
    assert result["msg"] == "Nothing to lint: expected a document, or a path with documents."
