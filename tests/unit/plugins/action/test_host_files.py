# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that keeps the contents of files out of the host's log."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.galaxyhpc.cluster.plugins.action.host_files import ActionModule
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.action.prepared_task import (
    PreparedTask,
)

FILES = [{"path": "/etc/pulsar/pulsar.env", "content": "correct-horse"}]


def test_arguments_are_passed_but_not_logged(tmp_path: Path) -> None:
    result = {"changed": True, "invocation": {"module_args": {"files": FILES}}}
    task = PreparedTask(ActionModule, tmp_path, {"host_files": result})
    assert task.run(files=FILES) == {"changed": True}
    assert task.calls == [("host_files", {"files": FILES}, {"ansible_no_target_syslog": True})]


def test_failure(tmp_path: Path) -> None:
    failed = {"failed": True, "msg": "'/etc/pulsar/pulsar.env' cannot be written: no space."}
    task = PreparedTask(ActionModule, tmp_path, {"host_files": failed})
    assert task.run(files=FILES) == failed
