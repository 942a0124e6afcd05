# SPDX-License-Identifier: GPL-3.0-or-later
"""The job configuration of the scenario galaxy, which a real Galaxy runs, has no findings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SERVER = ROOT / "tests" / "galaxy_server"


@pytest.mark.parametrize("job_conf", ["job_conf_cli.xml", "job_conf_slurm.xml"])
def test_lint(job_conf: str) -> None:
    config = SERVER / "config"
    documents = (config / "tool_destinations.yml", config / "job_resource_params_conf.xml")
    done = subprocess.run(
        [
            *(sys.executable, ROOT / "bin" / "galaxy-jobs", "lint", "--fail-on=warning"),
            *("--job-conf", config / job_conf, *documents, SERVER / "rules"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "No findings.\n"), done.stderr
