# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are replaced as a whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.replace import (
    replace_content,
    write_atomically,
)


def test_mode_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(b"old")
    file.chmod(0o604)
    replace_content(file, b"old", b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o7777) == (b"new", 0o604)


def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to("target")
    replace_content(link, b"old", b"new")
    assert (link.is_symlink(), (tmp_path / "target").read_bytes()) == (True, b"new")


def test_changed_file_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(b"changed")
    with pytest.raises(ClusterError, match="has changed since it was read"):
        replace_content(file, b"old", b"new")
    assert file.read_bytes() == b"changed"


def test_missing_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_atomically(tmp_path / "no" / "a.yml", b"new", 0o644, None)
    assert list(tmp_path.iterdir()) == []


def test_failure_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(b"old")

    def fail(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(file, b"new", 0o644, None)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.yml", b"old")]
