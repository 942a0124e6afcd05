# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder with the documents of a small site."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.site_files import (
    CONF,
    DTD,
    RULES,
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "job_conf.xml").write_text(CONF)
    (tmp_path / "tool_destinations.yml").write_text(DTD)
    (tmp_path / "galaxy.yml").write_text("galaxy:\n  admin_users: a@b.org\n")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "10_rules.py").write_text(RULES)
    (rules / "20_broken.py").write_text("import nothing_like_this\n")
    return tmp_path
