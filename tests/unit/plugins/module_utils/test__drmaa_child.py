# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions of the child process, with a stand-in for drmaa-python."""

from __future__ import annotations

import json
import sys
import types
import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils import _drmaa_child as child


class Session:
    """Records calls."""

    calls: t.ClassVar[list[t.Any]] = []

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def createJobTemplate(self) -> types.SimpleNamespace:  # noqa: N802 - drmaa-python's name
        return types.SimpleNamespace()

    def runJob(self, job: types.SimpleNamespace) -> str:  # noqa: N802 - drmaa-python's name
        self.calls.append(vars(job))
        return "7"

    def jobStatus(self, job_id: str) -> str:  # noqa: N802 - drmaa-python's name
        return f"state of {job_id}"

    def control(self, job_id: str, action: str) -> None:
        if job_id == "0":
            raise RuntimeError("no such job")
        self.calls.append((job_id, action))


@pytest.fixture(autouse=True)
def drmaa(monkeypatch: pytest.MonkeyPatch) -> None:
    action = types.SimpleNamespace(TERMINATE="terminate")
    stand_in = types.SimpleNamespace(Session=Session, JobControlAction=action)
    monkeypatch.setitem(sys.modules, "drmaa", stand_in)
    monkeypatch.setattr(Session, "calls", [])


@pytest.mark.parametrize(
    ("action", "argument", "printed", "calls"),
    [
        pytest.param(
            "submit", '{"jobName": "a"}', '"7"\n', [{"jobName": "a"}], id="submit with attributes"
        ),
        pytest.param("state", "7", '"state of 7"\n', [], id="state"),
        pytest.param("terminate", "7", "null\n", [("7", "terminate")], id="terminate"),
    ],
)
def test_action(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    action: str,
    argument: str,
    printed: str,
    calls: list[t.Any],
) -> None:
    monkeypatch.setattr(sys, "argv", ["-c", action, argument])
    child.main()
    assert (capsys.readouterr().out, Session.calls) == (printed, calls)


def test_error_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["-c", "terminate", "0"])
    with pytest.raises(SystemExit, match="RuntimeError: no such job"):
        child.main()


def test_library_without_drmaa(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["-c", "inspect_library", "libc.so.6"])
    child.main()
    assert "undefined symbol: drmaa_get_DRM_system" in json.loads(capsys.readouterr().out)["error"]
