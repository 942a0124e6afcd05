# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of galaxy-jobs itself, and calls that cannot be run."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no-command"),
        pytest.param(["lint"], id="nothing-to-lint"),
        pytest.param(["lint", "/nowhere/job_conf.yml"], id="no-file"),
        pytest.param(["lint", "--format", "html"], id="unknown-format"),
        pytest.param(["explain", "GJ999"], id="unknown-code"),
        pytest.param(["lint", "--galaxy-version", "25.0", "."], id="unknown-version"),
        pytest.param(["lint", "--config", "/nowhere/lint.yml", "."], id="no-config"),
    ],
)
def test_unusable_calls(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
    assert ended.stderr.strip()
