# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a host that are replaced in one step."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.testing import patch_module_args
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._files import (
    read,
    replace,
    set_rights,
)


def module_of(tmp_path: Path, **arguments: object) -> AnsibleModule:
    """Return a module without options."""
    with patch_module_args({"_ansible_remote_tmp": str(tmp_path), **arguments}):
        return AnsibleModule(argument_spec={}, supports_check_mode=True)


@pytest.fixture
def module(tmp_path: Path) -> AnsibleModule:
    """Return a module that changes files."""
    return module_of(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a file in its own directory."""
    (tmp_path / "etc").mkdir()
    return tmp_path / "etc" / "app.yml"


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_read(path: Path) -> None:
    path.write_bytes(b"\xff\n")
    assert read(str(path)) == b"\xff\n"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("missing", id="file"),
        pytest.param("missing/app.yml", id="directory"),
        pytest.param("app.yml/x", id="below a file"),
    ],
)
def test_missing_file(path: Path, name: str) -> None:
    path.write_text("")
    assert read(str(path.parent / name)) is None


def test_directory_cannot_be_read(path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read(str(path.parent))


@pytest.mark.parametrize(
    ("rights", "changed", "expected"),
    [
        pytest.param({"mode": "0640"}, True, 0o640, id="mode"),
        pytest.param({"mode": "0604"}, False, 0o604, id="same mode"),
        pytest.param({"mode": "", "owner": "", "group": ""}, False, 0o604, id="empty"),
        pytest.param({}, False, 0o604, id="missing"),
    ],
)
def test_rights(
    module: AnsibleModule, path: Path, rights: dict[str, str], changed: bool, expected: int
) -> None:
    path.write_text("")
    path.chmod(0o604)
    assert set_rights(module, str(path), rights) is changed
    assert mode(path) == expected


def test_check_mode_sets_no_rights(tmp_path: Path, path: Path) -> None:
    path.write_text("")
    path.chmod(0o604)
    module = module_of(tmp_path, _ansible_check_mode=True)
    assert set_rights(module, str(path), {"mode": "0640"}) is True
    assert mode(path) == 0o604


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        pytest.param({}, 0o600, id="new file is private"),
        pytest.param({"mode": "0644"}, 0o644, id="mode"),
    ],
)
def test_new_file(module: AnsibleModule, path: Path, rights: dict[str, str], expected: int) -> None:
    replace(module, str(path), b"a: 1\n", rights)
    assert (path.read_bytes(), mode(path)) == (b"a: 1\n", expected)
    assert [*path.parent.iterdir()] == [path]


def test_rights_of_a_file_are_kept(module: AnsibleModule, path: Path) -> None:
    path.write_text("old")
    path.chmod(0o604)
    replace(module, str(path), b"new", {})
    assert (path.read_text(), mode(path)) == ("new", 0o604)


def test_link_is_replaced_but_not_its_target(module: AnsibleModule, path: Path) -> None:
    target = path.with_name("target")
    target.write_text("old")
    target.chmod(0o644)
    path.symlink_to(target)
    replace(module, str(path), b"new", {})
    assert (path.is_symlink(), path.read_text(), mode(path)) == (False, "new", 0o600)
    assert (target.read_text(), mode(target)) == ("old", 0o644)


def test_umask_is_restored(module: AnsibleModule, path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace(module, str(path), b"", {})
        assert os.umask(before) == 0o027
    finally:
        os.umask(before)


def test_failure_leaves_the_file(
    module: AnsibleModule, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    path.write_text("old")
    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(OSError, match="Read-only file system"):
        replace(module, str(path), b"new", {})
    assert path.read_text() == "old"
    assert [*path.parent.iterdir()] == [path]
