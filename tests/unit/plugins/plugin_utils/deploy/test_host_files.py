# SPDX-License-Identifier: GPL-3.0-or-later
"""Text files of a host, with an action that returns prepared results of modules."""

from __future__ import annotations

import base64
import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.host_files import HostFiles

FAILED = {"failed": True, "msg": "Permission denied"}


class Action:
    """An action that runs no modules; it remembers their arguments and variables."""

    def __init__(self, **results: dict[str, t.Any]) -> None:
        self._results = results
        self.calls: list[tuple[dict[str, t.Any], dict[str, t.Any]]] = []

    def _execute_module(
        self, module_name: str, module_args: dict[str, t.Any], task_vars: dict[str, t.Any]
    ) -> dict[str, t.Any]:
        self.calls.append((module_args, task_vars))
        return self._results[module_name.rpartition(".")[2]]


def files_of(**results: dict[str, t.Any]) -> HostFiles:
    """Return the files of a host on which modules have these results."""
    return HostFiles(Action(**results), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stat", "exists", "is_directory"),
    [
        pytest.param({"exists": True, "isdir": True}, True, True, id="directory"),
        pytest.param({"exists": True, "isdir": False}, True, False, id="file"),
        pytest.param({"exists": False}, False, False, id="missing"),
    ],
)
def test_path(stat: dict[str, bool], exists: bool, is_directory: bool) -> None:
    files = files_of(stat={"stat": stat})
    assert (files.exists("/a"), files.is_directory("/a")) == (exists, is_directory)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param({"content": base64.b64encode("ü\n".encode())}, "ü\n", id="text"),
        pytest.param({"content": base64.b64encode(b"a\xff")}, "a\ufffd", id="not UTF-8"),
        pytest.param({"failed": True, "msg": "file not found: /a"}, None, id="missing"),
    ],
)
def test_read(result: dict[str, t.Any], expected: str | None) -> None:
    assert files_of(slurp=result).read("/a") == expected


def test_below() -> None:
    found = {"files": [{"path": "/a/b"}, {"path": "/a/.c"}]}
    assert files_of(stat={"stat": {"exists": True}}, find=found).below("/a") == ["/a/b", "/a/.c"]
    assert files_of(stat={"stat": {"exists": False}}).below("/a") == []


def test_contents_are_neither_logged_nor_returned() -> None:
    result = {"changed": True, "invocation": {"module_args": {"files": ["correct-horse"]}}}
    action = Action(host_files=result)
    files = HostFiles(action, {"site": "here"})  # type: ignore[arg-type]
    assert files.deploy(files=["correct-horse"]) == {"changed": True}
    variables = {"site": "here", "ansible_no_target_syslog": True}
    assert action.calls == [({"files": ["correct-horse"]}, variables)]


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda files: files.exists("/a"), id="exists"),
        pytest.param(lambda files: files.is_directory("/a"), id="is_directory"),
        pytest.param(lambda files: files.read("/a"), id="read"),
        pytest.param(lambda files: files.below("/a"), id="below"),
        pytest.param(lambda files: files.deploy(files=[]), id="deploy"),
    ],
)
def test_failure_of_the_host(call: t.Callable[[HostFiles], object]) -> None:
    with pytest.raises(ClusterError, match=r"^Permission denied$"):
        call(files_of(**dict.fromkeys(("stat", "slurp", "find", "host_files"), FAILED)))


def test_failure_without_a_reason() -> None:
    with pytest.raises(ClusterError, match="the host gave no reason"):
        files_of(stat={"failed": True}).exists("/a")
