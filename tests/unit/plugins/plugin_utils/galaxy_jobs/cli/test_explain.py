# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands explain and rules."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)


def test_explain_and_rules() -> None:
    assert "## Why is this bad" in run("explain", "gj101").stdout
    rows = run("rules").stdout.splitlines()
    assert rows[0].startswith("GJ001  info     style    unused-suppression")
