# SPDX-License-Identifier: GPL-3.0-or-later
"""The module that looks at a DRMAA library."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.testing import patch_module_args
from ansible_collections.galaxyhpc.cluster.plugins.modules import slurm_drmaa_info


def run(capfd: pytest.CaptureFixture[str], path: Path) -> dict[str, t.Any]:
    """Return what the module says of a file."""
    with patch_module_args({"path": str(path)}), pytest.raises(SystemExit):
        slurm_drmaa_info.main()
    result: dict[str, t.Any] = json.loads(capfd.readouterr().out)
    return result


def test_no_file(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    result = run(capfd, tmp_path / "libdrmaa.so.1")
    assert result["problem"].startswith(f"'{tmp_path}/libdrmaa.so.1' cannot be read: No such file")
    assert (result["drm_system"], result["changed"]) == (None, False)


def test_no_library(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "libdrmaa.so.1"
    path.write_text("no library")
    assert "file too short" in run(capfd, path)["problem"]
