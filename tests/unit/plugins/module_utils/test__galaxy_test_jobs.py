# SPDX-License-Identifier: GPL-3.0-or-later
"""Running test jobs, with a stand-in for Slurm."""

from __future__ import annotations

import contextlib
import json
import os
import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils import _galaxy_test_jobs as edge
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._command import CommandResult
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError

if t.TYPE_CHECKING:
    from collections.abc import Iterator

NODES = "NodeName=n1 State=IDLE ThreadsPerCore=1\nNodeName=n2 State=DOWN* Reason=off [root@now]\n"


class Slurm:
    """Gives each job the states of a list in turn, and records calls."""

    def __init__(self, *states: str, ping: int = 0, refuse: str = "", integrity: int = 42) -> None:
        self.states = list(states)
        self.ping = ping
        self.refuse = refuse
        self.integrity = integrity
        self.jobs: list[list[str]] = []
        self.directories: list[str] = []
        self.canceled: list[str] = []

    def require(self, *names: str) -> None:
        assert "sbatch" in names

    @contextlib.contextmanager
    def files(self) -> Iterator[None]:
        yield

    def run(self, *argv: str, **environment: str) -> CommandResult:
        if argv[0].endswith(".sh"):
            return CommandResult(self.integrity, "", "")
        answers: dict[str, t.Callable[..., CommandResult]] = {
            "sbatch": self._sbatch,
            "scontrol": self._scontrol,
            "scancel": self._scancel,
            "timeout": self._timeout,
            "squeue": lambda: CommandResult(0, "1 g1_a of galaxy is PENDING (Resources)\n", ""),
        }
        words = () if argv[0] == "squeue" else argv[1:]
        return answers[argv[0]](*words)

    def _timeout(self, *argv: str) -> CommandResult:
        """Answers like the child process that calls the DRMAA library."""
        action, argument = argv[-2:]
        if action == "submit":
            answer = self._sbatch(json.loads(argument)["remoteCommand"])
            return CommandResult(answer.rc, json.dumps(answer.stdout.strip()) + "\n", "")
        if action == "terminate" and self.refuse == action:
            return CommandResult(1, "", "InternalException: no")
        if action == "terminate":
            return CommandResult(self._scancel(argument).rc, "null\n", "")
        return CommandResult(0, '"failed"\n', "")

    def _sbatch(self, *argv: str) -> CommandResult:
        if self.refuse in argv:
            return CommandResult(1, "", f"sbatch: error: {self.refuse}")
        self.jobs.append(list(self.states))
        directory = os.path.dirname(argv[-1])
        number = os.path.basename(directory)
        self.directories.append(directory)
        Path(directory, f"galaxy_{number}.ec").write_text("0\n")
        return CommandResult(0, f"{len(self.jobs)}\n", "")

    def _scontrol(self, *argv: str) -> CommandResult:
        if argv == ("ping",):
            return CommandResult(self.ping, "Slurmctld(primary) at n1 is DOWN", "")
        if argv[2] == "node":
            return CommandResult(0, NODES, "")
        states = self.jobs[int(argv[3]) - 1]
        state = states.pop(0) if len(states) > 1 else states[0]
        if state == "forgotten":
            return CommandResult(1, "", "slurm_load_jobs error: Invalid job id specified")
        directory = self.directories[int(argv[3]) - 1]
        out = f"{directory}/galaxy_{os.path.basename(directory)}.o"
        return CommandResult(
            0,
            f"JobId={argv[3]} JobName=a UserId=u(1) JobState={state} Reason=Resources "
            f"Dependency=(null) WorkDir={directory} StdErr=/e StdIn=/i StdOut={out} \n",
            "",
        )

    def _scancel(self, *argv: str) -> CommandResult:
        self.canceled += argv
        for number in argv:
            self.jobs[int(number) - 1][:] = ["CANCELLED"]
        return CommandResult(0, "", "")


def wanted(directory: Path, *jobs: dict[str, t.Any], **more: t.Any) -> dict[str, t.Any]:
    full = [
        {"name": "a", "native_specification": "", "tool": "true", "expected": None, **job}
        for job in jobs or ({},)
    ]
    settings = {"timeout": 1, "keep": False, "accept_unenforced_memory": False}
    return {"jobs": full, "directory": str(directory), **settings, **more}


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(edge.time, "sleep", sleep)
    monkeypatch.setattr(edge.time, "monotonic", lambda: now[0])


def test_files_are_removed_without_problems(tmp_path: Path) -> None:
    slurm = Slurm("PENDING", "COMPLETED")
    result = edge.run_test_jobs(slurm, wanted(tmp_path / "new"))
    assert (result["problems"], result["directory"], slurm.canceled) == ([], None, [])
    assert list((tmp_path / "new").iterdir()) == []


def test_files_are_kept_on_request(tmp_path: Path) -> None:
    result = edge.run_test_jobs(Slurm("COMPLETED"), wanted(tmp_path, keep=True))
    assert Path(result["directory"], "1", "tool_script.sh").stat().st_mode & 0o111


def test_files_are_kept_with_problems(tmp_path: Path) -> None:
    result = edge.run_test_jobs(Slurm("TIMEOUT"), wanted(tmp_path))
    assert "ended TIMEOUT" in result["problems"][0]
    assert result["problems"][-1].startswith(f"The jobs' files are kept in {tmp_path}/galaxy-test")
    assert Path(result["directory"]).is_dir()


def test_timeout_cancels_all_jobs(tmp_path: Path) -> None:
    slurm = Slurm("PENDING")
    result = edge.run_test_jobs(slurm, wanted(tmp_path, {}, {}))
    assert slurm.canceled == ["1", "2"]
    assert "did not finish within 1 seconds: it was PENDING" in result["problems"][0]
    assert "1 g1_a of galaxy is PENDING (Resources)" in result["problems"][2]
    assert result["problems"][3] == "Nodes that start no jobs: n2 is DOWN* (off [root@now])."


def test_cancels_a_running_job_if_expected(tmp_path: Path) -> None:
    slurm = Slurm("PENDING", "RUNNING", "RUNNING")
    job = {"expected": {"state": "CANCELLED"}}
    result = edge.run_test_jobs(slurm, wanted(tmp_path, job, timeout=9))
    assert (result["problems"], slurm.canceled) == ([], ["1"])


DRMAA = {"library": "/l/libdrmaa.so.1", "python": "/v/bin/python"}


def test_through_drmaa(tmp_path: Path) -> None:
    job = {"expected": {"state": "CANCELLED"}}
    slurm = Slurm("PENDING", "RUNNING", "RUNNING")
    result = edge.run_test_jobs(slurm, wanted(tmp_path, job, timeout=9, drmaa=DRMAA))
    assert (result["problems"], slurm.canceled) == ([], ["1"])


def test_wrong_state_in_drmaa(tmp_path: Path) -> None:
    result = edge.run_test_jobs(Slurm("COMPLETED"), wanted(tmp_path, drmaa=DRMAA))
    assert "the DRMAA library reports \"failed\": expected 'done'" in result["problems"][0]


def test_cancel_error_in_drmaa(tmp_path: Path) -> None:
    job = {"expected": {"state": "CANCELLED"}}
    slurm = Slurm("RUNNING", refuse="terminate")
    result = edge.run_test_jobs(slurm, wanted(tmp_path, job, timeout=9, drmaa=DRMAA))
    assert "the DRMAA library could not cancel job 1: InternalException: no" in result["problems"]
    assert slurm.canceled == ["1"]


def test_other_jobs_run_after_a_rejected_one(tmp_path: Path) -> None:
    slurm = Slurm("COMPLETED", refuse="--bad")
    jobs = ({"native_specification": "--bad"}, {})
    result = edge.run_test_jobs(slurm, wanted(tmp_path, *jobs))
    assert [job["state"] for job in result["jobs"]] == ["NOT_SUBMITTED", "COMPLETED"]


def test_job_removed_from_slurm(tmp_path: Path) -> None:
    result = edge.run_test_jobs(Slurm("RUNNING", "forgotten"), wanted(tmp_path, timeout=9))
    assert "MinJobAge" in result["problems"][0]


@pytest.mark.parametrize(
    ("slurm", "more", "words"),
    [
        pytest.param(Slurm(ping=1), {}, "Slurm's controller does not respond", id="down"),
        pytest.param(Slurm(integrity=126), {}, "expected exit code 42, got 126", id="noexec"),
        pytest.param(Slurm(), {"timeout": 0}, "is 0; expected at least 1 second", id="timeout"),
        pytest.param(Slurm(), {"jobs": []}, "is empty; expected at least one", id="no-jobs"),
        pytest.param(Slurm(), {"directory": "/proc/a"}, "The directory '/proc/a'", id="directory"),
    ],
)
def test_error(tmp_path: Path, slurm: Slurm, more: dict[str, t.Any], words: str) -> None:
    with pytest.raises(ClusterError, match=words):
        edge.run_test_jobs(slurm, {**wanted(tmp_path), **more})
