# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Slurm version, with stand-ins for Slurm's programs."""

from __future__ import annotations

import subprocess
import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm import installed


class Module:
    """Runs commands as AnsibleModule does."""

    def run_command(self, arguments: list[str]) -> tuple[int, str, str]:
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr


MODULE: t.Any = Module()


@pytest.fixture(autouse=True)
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, the only one in PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(folder: Path, name: str, script: str) -> None:
    """Install a program."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_no_program() -> None:
    assert installed.read_output(MODULE, "slurmd", "-C") == ""
    assert installed.installed_version(MODULE) is None


def test_output_is_stripped(programs: Path) -> None:
    install(programs, "slurmd", 'echo " $1 "; echo warning >&2')
    assert installed.read_output(MODULE, "slurmd", "-C") == "-C"


@pytest.mark.parametrize(
    ("outputs", "version"),
    [
        pytest.param({"slurmctld": "slurm-wlm 22.05.8"}, "22.05.8", id="controller"),
        pytest.param({"sinfo": "slurm 24.11.5"}, "24.11.5", id="client only"),
        pytest.param({"slurmd": "slurm 1.0", "sinfo": "slurm 2.0"}, "1.0", id="first of several"),
        pytest.param({"slurmctld": "", "slurmd": "slurm 1.0"}, "1.0", id="program without output"),
    ],
)
def test_installed_version(programs: Path, outputs: dict[str, str], version: str) -> None:
    for name, output in outputs.items():
        install(programs, name, f"echo {output}")
    assert installed.installed_version(MODULE) == version
