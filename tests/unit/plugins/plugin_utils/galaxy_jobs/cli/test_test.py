# SPDX-License-Identifier: GPL-3.0-or-later
"""The command test: tables of expected routes."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.site_files import (
    CONF,
)

TABLE = """\
job_conf: job_conf.xml
tool_destinations: tool_destinations.yml
rules: rules
config: {admin_users: a@b.org}
tests:
  - {tool: testing, input: 20 B, expect: slurm-2c}
  - {tool: ruled, user: a@b.org, expect: runner slurm}
"""


@pytest.mark.parametrize(
    ("change", "options", "code", "message"),
    [
        pytest.param(("", ""), ["--run-rules"], 0, "2 tests (2 jobs), 0 failed", id="holds"),
        pytest.param(("slurm-2c", "slurm"), ["--run-rules"], 1, "table.yml:6: testing", id="not"),
        pytest.param(("", ""), [], 1, "its destination is unknown", id="rule-not-run"),
        pytest.param(
            ("input:", "inptu:"), [], 2, "unknown key 'inptu' in a test", id="unknown-key"
        ),
        pytest.param(
            ("rules: rules", "rules: nowhere"), [], 2, "expected the folder", id="no-folder"
        ),
    ],
)
def test_table(
    site: Path, change: tuple[str, str], options: list[str], code: int, message: str
) -> None:
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", "admin_only"))
    (site / "table.yml").write_text(TABLE.replace(*change))
    ended = run("test", *options, site / "table.yml")
    assert (ended.returncode, message in ended.stdout + ended.stderr) == (code, True), ended


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param("nowhere.yml", "nowhere.yml: No such file or directory", id="no-file"),
        pytest.param("rules", "rules: not a file.", id="folder"),
    ],
)
def test_no_table(site: Path, table: str, message: str) -> None:
    ended = run("test", site / table)
    assert (ended.returncode, ended.stderr) == (2, f"{site}/{message}\n")


def test_table_that_is_written_holds(site: Path) -> None:
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", "admin_only"))
    files = ("--job-conf", site / "job_conf.xml", "--rules", site / "rules", "--run-rules")
    files = (*files, "--tool-destinations", site / "tool_destinations.yml")
    written = run("test", "--init", *files)
    (site / "table.yml").write_text(written.stdout)
    ended = run("test", "--run-rules", site / "table.yml")
    assert (written.returncode, ended.returncode) == (0, 0), ended
    assert "hidden" not in written.stdout
