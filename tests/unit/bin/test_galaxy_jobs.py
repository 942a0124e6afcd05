# SPDX-License-Identifier: GPL-3.0-or-later
"""The command as a process: from the checkout, with a bare interpreter."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.bin.galaxy_jobs import COMMAND, run

BAD = (
    "runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}\nexecution: {default: x}\n"
)


def test_exit_code_of_the_process(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    ended = run("lint", file)
    assert (ended.returncode, "GJ106" in ended.stdout, ended.stderr) == (1, True, "")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"], ["nonsense"]])
def test_no_traceback(arguments: list[str]) -> None:
    assert "Traceback" not in run(*arguments).stderr


def test_reader_that_stops_reading() -> None:
    process = subprocess.Popen(
        [sys.executable, COMMAND, "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_installed_collection(tmp_path: Path) -> None:
    """Only bin/ and plugins/ are needed; the version is that of MANIFEST.json."""
    root = COMMAND.parents[1]
    for name in ("bin", "plugins"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "MANIFEST.json").write_text('{"collection_info": {"version": "9.8.7"}}')
    copy = tmp_path / "bin" / "galaxy-jobs"
    ended = subprocess.run(
        [sys.executable, copy, "--version"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "galaxy-jobs 9.8.7\n")
