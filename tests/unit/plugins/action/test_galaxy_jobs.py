# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that deploys all documents of the job configuration together."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.galaxyhpc.cluster.plugins.action.galaxy_jobs import ActionModule
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.action.prepared_task import (
    PreparedTask,
)

CONFIG = "/srv/galaxy/config"
GOOD: dict[str, t.Any] = {
    "runners": {"local": {"load": "galaxy.jobs.runners.local:LocalJobRunner", "workers": 4}},
    "execution": {"default": "main", "environments": {"main": {"runner": "local"}}},
}
BAD = {**GOOD, "tools": [{"id": "a", "environment": "mian"}]}


def task_of(folder: Path, **directory: bool) -> PreparedTask:
    """Return a task for a host with an empty configuration directory."""
    return PreparedTask(
        ActionModule,
        folder,
        {
            "stat": {"stat": {"exists": True, "isdir": True, **directory}},
            "slurp": {"failed": True, "msg": "file not found"},
            "host_files": {"changed": True, "paths": [], "files": [], "diff": []},
        },
    )


def test_documents_are_written(tmp_path: Path) -> None:
    task = task_of(tmp_path)
    result = task.run(
        config_dir=CONFIG,
        job_conf={"content": GOOD},
        tool_destinations={"content": {"default_destination": "main", "verbose": True}},
    )
    assert (result["changed"], result.get("failed", False)) == (True, False)
    [arguments] = task.arguments_of("host_files")
    assert [file["path"] for file in arguments["files"]] == [
        f"{CONFIG}/tool_destinations.yml",
        f"{CONFIG}/job_conf.yml",
    ]


def test_file_of_the_controller(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    text = "runners: {}\nexecution: {environments: {}}\n"
    (tmp_path / "files" / "job_conf.yml").write_text(text)
    task = task_of(tmp_path)
    task.run(config_dir=CONFIG, job_conf={"src": "job_conf.yml"}, fail_on="never")
    [arguments] = task.arguments_of("host_files")
    assert [file["content"] for file in arguments["files"]] == [text]


@pytest.mark.parametrize(
    ("conf", "directory", "sentence"),
    [
        pytest.param(BAD, True, "Nothing was changed, because of these findings:", id="finding"),
        pytest.param(GOOD, False, f"The directory {CONFIG} does not exist", id="no directory"),
    ],
)
def test_nothing_is_written(
    tmp_path: Path, conf: dict[str, t.Any], directory: bool, sentence: str
) -> None:
    task = task_of(tmp_path, isdir=directory)
    result = task.run(config_dir=CONFIG, job_conf={"content": conf})
    assert result["failed"] is True
    assert sentence in result["msg"]
    assert task.arguments_of("host_files") == []


def test_unknown_option(tmp_path: Path) -> None:
    with pytest.raises(AnsibleActionFail, match="job_config"):
        task_of(tmp_path).run(config_dir=CONFIG, job_config={"content": GOOD})
