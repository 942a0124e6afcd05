# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that passes a MUNGE key from the controller to a host."""

from __future__ import annotations

import base64
import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.action.munge_key import ActionModule
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.action.prepared_task import (
    PreparedTask,
)

KEY = bytes(range(64))
TEXT = base64.b64encode(KEY).decode()


@pytest.fixture
def task(tmp_path: Path) -> PreparedTask:
    """Return a task of a playbook with keys."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "munge.key").write_bytes(KEY)
    (tmp_path / "files" / "short.key").write_bytes(b"correct-horse")
    return PreparedTask(ActionModule, tmp_path, {"": {"changed": True}})


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        pytest.param({"src": "munge.key"}, {"key": TEXT}, id="file"),
        pytest.param({"key": "dGV4dA=="}, {"key": "dGV4dA=="}, id="key"),
        pytest.param({"generate": True}, {"generate": True}, id="generated"),
        pytest.param({"src": "", "key": "a"}, {"src": "", "key": "a"}, id="empty file name"),
    ],
)
def test_passed(task: PreparedTask, arguments: dict[str, t.Any], passed: dict[str, t.Any]) -> None:
    assert task.run(path="/etc/munge/munge.key", **arguments)["changed"] is True
    assert task.arguments_of("") == [{"path": "/etc/munge/munge.key", **passed}]


@pytest.mark.parametrize(
    ("src", "sentence"),
    [
        pytest.param("missing.key", "The key file 'missing.key' cannot be read", id="missing"),
        pytest.param("/", "The key file '/' cannot be read", id="directory"),
        pytest.param("short.key", "The file 'short.key' has a key of 13 bytes", id="short"),
    ],
)
def test_unusable_file(task: PreparedTask, src: str, sentence: str) -> None:
    result = task.run(src=src)
    assert result["failed"] is True
    assert result["msg"].startswith(sentence)
    assert "correct-horse" not in result["msg"]
    assert task.calls == []
