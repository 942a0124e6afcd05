# SPDX-License-Identifier: GPL-3.0-or-later
"""The module that makes directories and writes files of a host in one step."""

from __future__ import annotations

import errno
import grp
import json
import os
import pwd
import stat
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.testing import patch_module_args
from ansible_collections.galaxyhpc.cluster.plugins.modules import host_files

OWN = {"owner": pwd.getpwuid(os.getuid()).pw_name, "group": grp.getgrgid(os.getgid()).gr_name}


class Run(t.Protocol):
    """Runs the module with arguments; returns its result."""

    def __call__(self, **arguments: t.Any) -> dict[str, t.Any]: ...


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the module for this user's files, and shows differences."""

    def _run(**arguments: t.Any) -> dict[str, t.Any]:
        for entry in (*arguments.get("files", ()), *arguments.get("directories", ())):
            entry.update({name: entry.get(name, value) for name, value in OWN.items()})
        common = {"_ansible_remote_tmp": str(tmp_path), "_ansible_diff": True}
        with patch_module_args({**common, **arguments}), pytest.raises(SystemExit):
            host_files.main()
        result: dict[str, t.Any] = json.loads(capfd.readouterr().out)
        return result

    return _run


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_directories_and_those_above_them_are_made_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    kinds = [{"paths": [str(path), str(path / "c")], "mode": "0750"}]
    assert run(directories=kinds)["paths"] == [str(path), str(path / "c")]
    assert [mode(each) for each in (path.parent, path, path / "c")] == [0o750] * 3
    assert run(directories=kinds)["changed"] is False
    path.chmod(0o777)
    assert run(directories=kinds)["paths"] == [str(path)]
    assert mode(path) == 0o750


def test_directory_behind_a_link_gets_the_rights(run: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.mkdir(mode=0o700)
    link.symlink_to(target)
    kinds = [{"paths": [str(link)], "mode": "0750"}]
    assert (run(directories=kinds)["changed"], mode(target)) == (True, 0o750)
    assert run(directories=kinds)["changed"] is False
    assert link.is_symlink()


def test_slash_at_the_end_is_nothing(run: Run, tmp_path: Path) -> None:
    kinds = [{"paths": [f"{tmp_path}/a/b/"], "mode": "0750"}]
    assert run(directories=kinds)["paths"] == [f"{tmp_path}/a/b/"]
    assert run(directories=kinds)["changed"] is False


@pytest.mark.parametrize("path", ["", "a/b"], ids=["empty", "relative"])
def test_directory_must_be_absolute(run: Run, path: str) -> None:
    result = run(directories=[{"paths": [path]}])
    assert result["msg"] == f"The directory is '{path}'; expected an absolute path."


def test_files_are_written_once_and_differences_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "app.yml"
    path.write_text("a: 1\n")
    file = {"path": str(path), "content": "a: ü\n", "mode": "0640"}
    first = run(files=[file])
    assert (path.read_text(), mode(path), first["paths"]) == ("a: ü\n", 0o640, [str(path)])
    assert [(each["before"], each["after"]) for each in first["diff"]] == [("a: 1\n", "a: ü\n")]
    assert run(files=[file])["changed"] is False
    path.chmod(0o644)
    assert (run(files=[file])["changed"], mode(path)) == (True, 0o640)
    assert [each.name for each in tmp_path.iterdir()] == ["app.yml"]


def test_file_without_content_is_not_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "squeue"
    path.write_text("#!/bin/sh\n")
    assert run(files=[{"path": str(path)}])["changed"] is True
    assert not path.exists()
    assert run(files=[{"path": str(path)}])["changed"] is False


def test_secret_is_in_no_difference(run: Run, tmp_path: Path) -> None:
    file = {"path": str(tmp_path / "env"), "content": "word\n", "mode": "0600", "secret": True}
    result = run(files=[file])
    assert (result["changed"], result["diff"], mode(tmp_path / "env")) == (True, [], 0o600)


@pytest.mark.parametrize("before", [None, "file", "link"])
def test_secret_is_never_readable_by_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    path, target = tmp_path / "env", tmp_path / "target"
    if before == "file":
        path.write_text("older\n")
    if before == "link":
        target.write_text("older\n")
        path.symlink_to(target)
    seen = []
    for name in ("rename", "chmod", "chown"):
        original = getattr(os, name)

        def observed(*arguments: t.Any, original: t.Any = original, **options: t.Any) -> None:
            original(*arguments, **options)
            seen.extend(mode(file) for file in tmp_path.iterdir() if file.read_bytes() == b"word\n")

        monkeypatch.setattr(os, name, observed)
    run(files=[{"path": str(path), "content": "word\n", "mode": "0600"}])
    assert {*seen} == {0o600}
    assert (path.read_text(), path.is_symlink()) == ("word\n", False)
    assert before != "link" or (target.read_text(), mode(target)) == ("older\n", 0o644)


def test_backup_has_the_mode_of_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "app.yml"
    file = {"path": str(path), "content": "a: 1\n", "mode": "0640", "backup": True}
    assert "backup_file" not in run(files=[file])["files"][0]
    path.chmod(0o644)
    [written] = run(files=[{**file, "content": "a: 2\n"}])["files"]
    backup = Path(written["backup_file"])
    assert (backup.read_text(), mode(backup), mode(path)) == ("a: 1\n", 0o640, 0o640)
    assert written == {"path": str(path), "mode": "0640", **OWN, "backup_file": str(backup)}
    assert "backup_file" not in run(files=[{**file, "content": "a: 2\n"}])["files"][0]


def test_empty_rights_keep_those_of_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "galaxy.yml"
    path.write_text("a: 1\n")
    path.chmod(0o604)
    empty = {"owner": "", "group": "", "mode": ""}
    for changed in (True, False):
        result = run(files=[{"path": str(path), "content": "a: 2\n", **empty}])
        assert (result["changed"], path.read_text(), mode(path)) == (changed, "a: 2\n", 0o604)
    run(files=[{"path": str(tmp_path / "new"), "content": "", **empty}])
    assert mode(tmp_path / "new") == 0o600


def test_mode_may_be_a_number(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "app.yml"
    run(files=[{"path": str(path), "content": "", "mode": 0o640}])
    assert mode(path) == 0o640


@pytest.mark.parametrize("there", [True, False], ids=["there", "directory missing"])
def test_check_mode_says_it_and_writes_nothing(run: Run, tmp_path: Path, there: bool) -> None:
    directory = tmp_path / "config"
    if there:
        directory.mkdir()
    kinds = [{"paths": [str(directory)], "mode": "0750"}]
    files = [{"path": str(directory / "app.yml"), "content": "a: 1\n"}]
    result = run(directories=kinds, files=files, _ansible_check_mode=True)
    assert result["paths"] == [str(directory), files[0]["path"]]
    assert [*tmp_path.rglob("*")] == [directory] * there


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("folder", "Is a directory", id="directory"),
        pytest.param("nowhere/app.yml", "No such file or directory", id="directory missing"),
    ],
)
def test_what_cannot_be_written_is_named(run: Run, tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    result = run(files=[{"path": str(tmp_path / name), "content": "a: 1\n"}])
    assert result["failed"] is True
    assert result["msg"] == f"'{tmp_path / name}' cannot be written: {reason}."


def test_file_system_that_cannot_be_written_is_reported(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: t.Any) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "rename", fail)
    result = run(files=[{"path": str(tmp_path / "app.yml"), "content": "a: 1\n"}])
    assert result["msg"] == f"'{tmp_path / 'app.yml'}' cannot be written: Read-only file system."
    assert [*tmp_path.iterdir()] == []
