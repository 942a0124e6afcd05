# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that Pulsar calls as root to change the owner of a job's directory."""

from __future__ import annotations

import getpass
import json
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

TEMPLATE = Path(__file__).resolve().parents[3] / "roles/pulsar/templates/chown-working-directory.j2"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return the program, for a Pulsar that runs as the user of the tests."""
    for name in ("jobs/1", "jobs/2", "long/3", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "jobs" / "link").symlink_to(tmp_path / "elsewhere")
    environment = jinja2.Environment()
    environment.filters["to_json"] = json.dumps
    text = environment.from_string(TEMPLATE.read_text()).render(
        ansible_managed="",
        pulsar_user=getpass.getuser(),
        _pulsar_first_uid=1000,
        __pulsar_conf={"staging_directories": [f"{tmp_path}/jobs", f"{tmp_path}/long"]},
    )
    path = tmp_path / "chown-working-directory"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("user", "job", "said"),
    [
        pytest.param("", "1", "", id="good"),
        pytest.param("", "3", "", id="directory of a manager"),
        pytest.param("", "4", "no directory of job '4'", id="no job"),
        pytest.param("", "..", "invalid job id '..'", id="above"),
        pytest.param("", "../elsewhere", "invalid job id", id="beside"),
        pytest.param("", "-R", "expected one argument", id="option"),
        pytest.param("", "link", "no directory of job", id="link"),
        pytest.param("no-such-user", "1", "no user 'no-such-user'", id="no user"),
        pytest.param("daemon", "1", "'daemon' is a system account", id="system"),
    ],
)
def test_chown(program: Path, user: str, job: str, said: str) -> None:
    command = [sys.executable, "-I", program, "--user", user or getpass.getuser(), "--job_id", job]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0, "Traceback" in done.stderr) == (not said, False), done.stderr
    assert said in done.stderr
