# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that sets options in a host's galaxy.yml."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.galaxyhpc.cluster.plugins.action.galaxy_yml import ActionModule
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.action.prepared_task import (
    PreparedTask,
)

PATH = "/srv/galaxy/config/galaxy.yml"
TEXT = "galaxy:\n  brand: Ours  # of the site\n"


def task_of(folder: Path, text: str, changed: bool = True, backup: str = "") -> PreparedTask:
    """Return a task for a host with this galaxy.yml."""
    file = {"path": PATH, **({"backup_file": backup} if backup else {})}
    return PreparedTask(
        ActionModule,
        folder,
        {
            "slurp": {"content": base64.b64encode(text.encode())},
            "host_files": {"changed": changed, "files": [file], "diff": []},
        },
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"brand": "Mine"}, "galaxy:\n  brand: Mine  # of the site\n", id="changed"),
        pytest.param({"brand": "Ours"}, TEXT, id="same"),
        pytest.param({}, TEXT, id="none"),
    ],
)
def test_written_text(tmp_path: Path, options: dict[str, str], expected: str) -> None:
    task = task_of(tmp_path, TEXT)
    assert task.run(path=PATH, options=options) == {"changed": True, "diff": []}
    [arguments] = task.arguments_of("host_files")
    assert [(file["path"], file["content"]) for file in arguments["files"]] == [(PATH, expected)]


@pytest.mark.parametrize("changed", [True, False])
def test_changed_and_backup_are_those_of_the_host(tmp_path: Path, changed: bool) -> None:
    task = task_of(tmp_path, TEXT, changed=changed, backup=f"{PATH}.1~")
    result = task.run(path=PATH, options={"brand": "Mine"}, backup=True)
    assert (result["changed"], result["backup_file"]) == (changed, f"{PATH}.1~")
    assert task.arguments_of("host_files")[0]["files"][0]["backup"] is True


@pytest.mark.parametrize(
    ("slurp", "sentence"),
    [
        pytest.param({"failed": True, "msg": "file not found"}, "does not exist", id="missing"),
        pytest.param({"failed": True, "msg": "Permission denied"}, "Permission", id="unreadable"),
        pytest.param({"content": base64.b64encode(b"- a")}, "expected a mapping", id="list"),
    ],
)
def test_unusable_file(tmp_path: Path, slurp: dict[str, object], sentence: str) -> None:
    task = PreparedTask(ActionModule, tmp_path, {"slurp": slurp})
    result = task.run(path=PATH, options={"brand": "Mine"})
    assert result["failed"] is True
    assert sentence in result["msg"]
    assert task.arguments_of("host_files") == []


def test_options_are_required(tmp_path: Path) -> None:
    with pytest.raises(AnsibleActionFail, match="options"):
        PreparedTask(ActionModule, tmp_path).run(path=PATH)
