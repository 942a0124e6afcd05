# SPDX-License-Identifier: GPL-3.0-or-later
"""The module that looks at a host."""

from __future__ import annotations

import json
import os
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.testing import patch_module_args
from ansible_collections.galaxyhpc.cluster.plugins.modules import slurm_host_info

SLURMD_C = (
    "NodeName=galaxy CPUs=3 Boards=1 SocketsPerBoard=3 CoresPerSocket=1 ThreadsPerCore=1 "
    "RealMemory=1234"
)


class Run(t.Protocol):
    """Runs the module on a host with these programs; returns its result."""

    def __call__(self, *, check: bool = True, **programs: str) -> dict[str, t.Any]: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the module where PATH has only the programs it is given."""

    def _run(*, check: bool = True, **programs: str) -> dict[str, t.Any]:
        for name, script in programs.items():
            program = tmp_path / name
            program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        arguments = {"_ansible_check_mode": check}
        with patch_module_args(arguments), pytest.raises(SystemExit):
            slurm_host_info.main()
        result: dict[str, t.Any] = json.loads(capfd.readouterr().out)
        return result

    return _run


def test_host_without_slurm(run: Run) -> None:
    result = run()
    assert (result["changed"], result["version"], result["topology"]) == (False, None, {})
    assert result["cpus"] == os.cpu_count()
    assert 0 < result["real_memory"] < 2**30


def test_host_with_slurmd(run: Run) -> None:
    slurmd = f'[ "$1" = -V ] && echo slurm-wlm 22.05.8 || echo "{SLURMD_C}"'
    result = run(slurmd=slurmd)
    assert (result["version"], result["cpus"], result["real_memory"]) == ("22.05.8", 3, 1234)
    assert result["topology"] == {
        "Boards": "1",
        "SocketsPerBoard": "3",
        "CoresPerSocket": "1",
        "ThreadsPerCore": "1",
    }


def test_version_of_the_daemon_that_reads_the_configuration(run: Run) -> None:
    result = run(slurmctld="echo slurm 24.11.5", sinfo="echo slurm 22.05.8")
    assert result["version"] == "24.11.5"


def test_slurmd_that_fails(run: Run) -> None:
    result = run(slurmd="echo slurmd: error >&2; exit 1")
    assert (result["version"], result["cpus"]) == (None, os.cpu_count())


@pytest.mark.parametrize(
    ("directories", "expected"),
    [
        pytest.param(["a", "b"], "a", id="first"),
        pytest.param(["b"], "b", id="second"),
        pytest.param([], "a", id="none-yet"),
    ],
)
def test_configuration_directory(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    directories: list[str],
    expected: str,
) -> None:
    for name in directories:
        (tmp_path / name).mkdir()
    candidates = (str(tmp_path / "a"), str(tmp_path / "b"))
    monkeypatch.setattr(slurm_host_info, "CONFIG_DIRECTORIES", candidates)
    assert run()["config_directory"] == str(tmp_path / expected)


@pytest.mark.parametrize(
    ("version", "name"),
    [
        pytest.param(1, "memory.limit_in_bytes", id="version-1"),
        pytest.param(2, "memory.max", id="version-2"),
    ],
)
def test_memory_cgroup_is_tried(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int, name: str
) -> None:
    mounted = tmp_path / "cgroup"
    mounted.mkdir()
    monkeypatch.setattr(slurm_host_info, "find_memory_cgroup", lambda text: (version, str(mounted)))
    assert run(check=True)["memory_cgroup"] is True
    assert list(mounted.iterdir()) == []
    assert run(check=False)["memory_cgroup"] is True
    assert [file.name for file in mounted.glob("*/*")] == [name]


@pytest.mark.parametrize(
    "found", [pytest.param(None, id="none"), pytest.param((2, "/nonexistent"), id="read-only")]
)
def test_no_memory_cgroup(
    run: Run, monkeypatch: pytest.MonkeyPatch, found: tuple[int, str] | None
) -> None:
    monkeypatch.setattr(slurm_host_info, "find_memory_cgroup", lambda text: found)
    assert run(check=False)["memory_cgroup"] is False
