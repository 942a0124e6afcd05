# SPDX-License-Identifier: GPL-3.0-or-later
"""Exit codes are numbers that shells see, so they never change."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.exit_code import (
    ExitCode,
)


def test_numbers() -> None:
    assert {code.name: int(code) for code in ExitCode} == {"OK": 0, "FINDINGS": 1, "USAGE": 2}
