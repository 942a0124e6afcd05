# SPDX-License-Identifier: GPL-3.0-or-later
"""The version comes from the first source that exists."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.version import (
    version,
)

ROOT = Path(__file__).resolve().parents[6]


def test_checkout() -> None:
    assert version() == yaml.safe_load((ROOT / "galaxy.yml").read_text())["version"]


def test_installed_collection(tmp_path: Path) -> None:
    (tmp_path / "MANIFEST.json").write_text('{"collection_info": {"version": "1.2.3"}}')
    assert version(tmp_path) == "1.2.3"


def test_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda name: f"{name} 4.5.6")
    assert version(tmp_path) == "galaxy-jobs 4.5.6"


def test_galaxy_yml_without_version(tmp_path: Path) -> None:
    (tmp_path / "galaxy.yml").write_text("name: cluster\n")
    assert version(tmp_path) == "unknown"
