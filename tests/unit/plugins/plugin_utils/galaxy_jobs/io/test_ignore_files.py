# SPDX-License-Identifier: GPL-3.0-or-later
"""Which configuration files of the linter are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.ignore_files import (
    suppressions,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.ignore_file import (
    CONFIG_NAME,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / CONFIG_NAME).write_text("ignore: [GJ101]\n")
    (tmp_path / "sub" / CONFIG_NAME).write_text("ignore: [GJ102]\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / CONFIG_NAME).write_text("ignore: [GJ103]\n")
    return tmp_path


def test_all_files_above_are_read(folder: Path) -> None:
    found = suppressions(None, [folder / "sub" / "deep" / "job_conf.yml"])
    assert [item.code for item in found] == ["GJ101", "GJ102"]


def test_each_file_is_read_once(folder: Path) -> None:
    found = suppressions(None, [folder / "sub" / "a.yml", folder / "sub" / "deep" / "b.yml"])
    assert [item.code for item in found] == ["GJ101", "GJ102"]


def test_a_named_file_replaces_all(folder: Path) -> None:
    found = suppressions(folder / "other" / CONFIG_NAME, [folder / "sub" / "a.yml"])
    assert [item.code for item in found] == ["GJ103"]


def test_all_errors_are_reported(folder: Path) -> None:
    (folder / CONFIG_NAME).write_text("ignore: GJ101\n")
    (folder / "sub" / CONFIG_NAME).write_text("ignor: []\n")
    with pytest.raises(ClusterError) as caught:
        suppressions(None, [folder / "sub" / "a.yml"])
    assert len(str(caught.value).splitlines()) == 2


def test_missing_file() -> None:
    with pytest.raises(ClusterError, match="/nowhere/a.yml: No such file or directory"):
        suppressions(Path("/nowhere/a.yml"), [])
