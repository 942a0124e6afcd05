# SPDX-License-Identifier: GPL-3.0-or-later
"""The module that checks whether a service needs a restart."""

from __future__ import annotations

import json
import stat
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.testing import patch_module_args
from ansible_collections.galaxyhpc.cluster.plugins.modules import running_config


class Run(t.Protocol):
    """Runs the module with arguments; returns its result."""

    def __call__(self, **arguments: t.Any) -> dict[str, t.Any]: ...


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return a file that the service reads."""
    path = tmp_path / "munge.key"
    path.write_text("correct-horse")
    return path


@pytest.fixture
def run(tmp_path: Path, key: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the module for the key and a file that does not exist."""
    files = [str(key), str(tmp_path / "drop-in.conf")]
    common = {
        "_ansible_remote_tmp": str(tmp_path),
        "directory": str(tmp_path / "record" / "munge"),
        "files": files,
    }

    def _run(**arguments: t.Any) -> dict[str, t.Any]:
        with patch_module_args({**common, **arguments}), pytest.raises(SystemExit):
            running_config.main()
        result: dict[str, t.Any] = json.loads(capfd.readouterr().out)
        return result

    return _run


def test_restart_once(run: Run, key: Path) -> None:
    first = run()
    assert (first["changed"], first["differences"]) == (True, [str(key)])
    assert run()["changed"] is True, "interrupted before the restart"
    assert run(record=True)["changed"] is True
    assert run()["changed"] is False
    key.touch()
    assert run()["changed"] is False


def test_service_without_record_needs_a_restart(run: Run) -> None:
    assert run(files=[])["changed"] is True
    run(files=[], record=True)
    assert run(files=[])["changed"] is False


@pytest.mark.parametrize("content", ["battery-staple", None], ids=["changed", "removed"])
def test_changed_file(run: Run, key: Path, content: str | None) -> None:
    run(record=True)
    key.unlink() if content is None else key.write_text(content)
    assert run()["differences"] == [str(key)]
    key.write_text("correct-horse")
    assert run()["changed"] is False, "the service still runs with this content"


def test_new_file(run: Run, tmp_path: Path) -> None:
    run(record=True)
    (tmp_path / "drop-in.conf").write_text("")
    assert run()["differences"] == [str(tmp_path / "drop-in.conf")]


def test_changed_settings(run: Run) -> None:
    run(record=True, settings={"version": "1"})
    assert run(settings={"version": "1"})["changed"] is False
    assert run(settings={"version": "2"})["differences"] == ["version"]


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_unreadable_record_counts_as_none(run: Run, tmp_path: Path, text: str) -> None:
    run(record=True)
    (tmp_path / "record" / "munge" / "record.json").write_text(text)
    assert run()["changed"] is True


def test_check_mode_records_nothing(run: Run, tmp_path: Path) -> None:
    assert run(record=True, _ansible_check_mode=True)["changed"] is True
    assert not (tmp_path / "record").exists()


def test_record_reveals_no_content(run: Run, tmp_path: Path) -> None:
    result = run(record=True, settings={"token": "battery-staple"})
    path = tmp_path / "record" / "munge" / "record.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not {"correct-horse", "battery-staple"} & {*f"{path.read_text()} {result}".split('"')}


def test_copies(run: Run, tmp_path: Path, key: Path) -> None:
    run(record=True, copies=True)
    kept = tmp_path / "record" / "munge"
    assert sorted(path.name for path in kept.iterdir()) == ["munge.key", "record.json"]
    assert (kept / "munge.key").read_text() == "correct-horse"


def test_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    result = run(files=[str(tmp_path)])
    assert (result["failed"], result["msg"]) == (True, f"'{tmp_path}': Is a directory.")
