# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Writes Galaxy-style jobs, submits them to Slurm, and waits until they end."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import typing as t
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from ._errors import ClusterError
from ._galaxy_submitters import Drmaa, Sbatch, Submitter
from ._slurm import scontrol
from ._slurm.galaxy_job import (
    INTEGRITY_CODE,
    INTEGRITY_VARIABLE,
    Expected,
    GalaxyJob,
    job_script,
    parse_job_id,
    requested_seconds,
    tool_script,
)
from ._slurm.galaxy_job_verdict import (
    NOT_FOUND,
    JobRun,
    describe,
    describe_rejected,
    judge,
    report,
)

if t.TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._command import CommandResult

# Galaxy retries as often if a script is not complete yet on a shared file system.
_INTEGRITY_TRIES = 35
_INTEGRITY_PAUSE = 0.25
_COLLECT_TRIES = 20
_COLLECT_PAUSE = 0.5
_POLL_PAUSE = 1.0
_TAIL = 2048
_QUEUE_LINES = 10


class User(t.Protocol):
    """The user who submits."""

    def require(self, *names: str) -> None: ...

    def run(self, *argv: str, **environment: str) -> CommandResult: ...

    def files(self) -> AbstractContextManager[None]: ...


@dataclass
class Submitted:
    """A job that Slurm accepted, with Slurm's last record of it."""

    job: GalaxyJob
    id: str
    record: dict[str, str] = field(default_factory=dict)
    cancelled: bool = False
    cancel_error: str = ""

    @property
    def ended(self) -> bool:
        return scontrol.is_finished(self.record) or self.record.get("JobState") == NOT_FOUND


@dataclass
class TestRun:
    """The jobs of one run, the messages of rejected ones, and the state at the timeout."""

    submitter: Submitter
    submitted: dict[int, Submitted] = field(default_factory=dict)
    rejections: dict[int, str] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)

    @property
    def unfinished(self) -> list[Submitted]:
        return [item for item in self.submitted.values() if not item.ended]


def run_test_jobs(user: User, params: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Run the jobs in the module's parameters and return the module's result.

    Raises ClusterError if no job can be submitted.
    """
    _validate(params)
    _require_slurm(user)
    top = _make_directory(user, params["directory"])
    jobs = [_job(top, number, job) for number, job in enumerate(params["jobs"], start=1)]
    for job in jobs:
        _write(user, job)
    run = _run(user, _submitter(user, params), jobs, params["timeout"])
    result = _result(run, _records(user, jobs, run, params))
    if result["problems"]:
        result["problems"].append(f"The jobs' files are kept in {top} on {os.uname().nodename}.")
    elif not params["keep"]:
        with user.files():
            shutil.rmtree(top, ignore_errors=True)
    kept = bool(result["problems"]) or params["keep"]
    return {**result, "directory": top if kept else None}


def _submitter(user: User, params: Mapping[str, t.Any]) -> Submitter:
    drmaa = params.get("drmaa")
    return Drmaa(user, drmaa["library"], drmaa["python"]) if drmaa else Sbatch(user)


def _validate(params: Mapping[str, t.Any]) -> None:
    if not params["jobs"]:
        raise ClusterError("jobs (cluster_check_jobs in the role) is empty; expected at least one.")
    if params["timeout"] < 1:
        raise ClusterError(
            f"timeout (cluster_check_timeout in the role) is {params['timeout']}; expected at "
            "least 1 second."
        )
    for number, job in enumerate(params["jobs"], start=1):
        requested_seconds(_job("", number, job))


def _require_slurm(user: User) -> None:
    user.require("sbatch", "scontrol", "scancel", "squeue")
    result = user.run("scontrol", "ping")
    if result.rc != 0:
        raise ClusterError(
            f"Slurm's controller does not respond: 'scontrol ping' reports {result.message!r}. "
            "Expected a running slurmctld, the same slurm.conf on this host, and munge with the "
            "cluster's key (systemctl status slurmctld munge)."
        )


def _make_directory(user: User, parent: str) -> str:
    with user.files():
        try:
            os.makedirs(parent, exist_ok=True)
            return tempfile.mkdtemp(prefix="galaxy-test-jobs-", dir=parent)
        except OSError as error:
            raise ClusterError(
                f"The directory {parent!r} (cluster_check_directory in the role) is not writable: "
                f"{error.strerror}. Expected a directory that the submitting user can write to, on "
                "storage shared by this host and all exec nodes."
            ) from error


def _job(top: str, number: int, params: Mapping[str, t.Any]) -> GalaxyJob:
    expected = params["expected"] or {}
    return GalaxyJob(
        number=number,
        name=params["name"],
        directory=f"{top}/{number}",
        native_specification=params["native_specification"],
        tool=params["tool"],
        expected=Expected(**{key: value for key, value in expected.items() if value is not None}),
    )


def _write(user: User, job: GalaxyJob) -> None:
    """Write the scripts and check that the job script can be run from there."""
    with user.files():
        os.mkdir(job.directory)
        for path, text in (
            (job.path("sh"), job_script(job)),
            (f"{job.directory}/tool_script.sh", tool_script(job)),
        ):
            Path(path).write_text(text, encoding="utf-8")
            os.chmod(path, 0o755)
    for _try in range(_INTEGRITY_TRIES):
        result = user.run(job.path("sh"), **{INTEGRITY_VARIABLE: "1"})
        if result.rc == INTEGRITY_CODE:
            return
        time.sleep(_INTEGRITY_PAUSE)
    raise ClusterError(
        f"The job script {job.path('sh')} cannot be run: expected exit code {INTEGRITY_CODE}, got "
        f"{result.rc} ({result.message}). Is its file system mounted with noexec?"
    )


def _run(user: User, submitter: Submitter, jobs: Sequence[GalaxyJob], timeout: int) -> TestRun:
    """Submit all jobs and wait for them. No job remains in the queue, even after an error."""
    run = TestRun(submitter)
    try:
        for job in jobs:
            result = submitter.submit(job)
            if result.rc == 0:
                run.submitted[job.number] = Submitted(job, parse_job_id(result.stdout))
            else:
                run.rejections[job.number] = result.message
        _wait(user, submitter, list(run.submitted.values()), timeout)
        if run.unfinished:
            run.queue = _queue(user)
            run.unusable = _unusable_nodes(user)
    finally:
        _cancel(user, run.unfinished)
    return run


def _records(
    user: User, jobs: Sequence[GalaxyJob], run: TestRun, params: Mapping[str, t.Any]
) -> list[dict[str, t.Any]]:
    threads = {node["NodeName"]: int(node.get("ThreadsPerCore", "1")) for node in _nodes(user)}
    records = []
    for job in jobs:
        if job.number in run.rejections:
            message = run.rejections[job.number]
            records.append(describe_rejected(job, message, run.submitter.program))
            continue
        item = run.submitted[job.number]
        state = run.submitter.state(item.id) if item.ended else None
        job_run = _observe(user, item, threads, params["timeout"], state)
        accept = params["accept_unenforced_memory"]
        records.append(describe(job, job_run, judge(job, job_run, accept_unenforced_memory=accept)))
    return records


def _wait(user: User, submitter: Submitter, submitted: Sequence[Submitted], timeout: int) -> None:
    deadline = time.monotonic() + timeout
    while True:
        for item in submitted:
            if not item.ended:
                _refresh(user, submitter, item)
        if all(item.ended for item in submitted) or time.monotonic() >= deadline:
            return
        time.sleep(_POLL_PAUSE)


def _refresh(user: User, submitter: Submitter, item: Submitted) -> None:
    result = user.run("scontrol", "-o", "show", "job", item.id)
    records = scontrol.parse_records(result.stdout)
    if result.rc == 0 and records:
        item.record = records[0]
    elif "Invalid job id" in result.message:
        item.record = {"JobId": item.id, **item.record, "JobState": NOT_FOUND}
    else:
        item.record = {"JobId": item.id, "JobState": "UNKNOWN", "Reason": result.message}
    wants_cancel = item.job.expected.state == "CANCELLED" and not item.cancelled
    if wants_cancel and scontrol.parse_job_state(item.record["JobState"]) == "RUNNING":
        item.cancelled = True
        result = submitter.cancel(item.id)
        item.cancel_error = result.message if result.rc else ""


def _cancel(user: User, items: Sequence[Submitted]) -> None:
    if items:
        user.run("scancel", *(item.id for item in items))


def _nodes(user: User) -> list[dict[str, str]]:
    return scontrol.parse_records(user.run("scontrol", "-o", "show", "node").stdout)


def _unusable_nodes(user: User) -> list[str]:
    return [
        f"{node['NodeName']} is {node.get('State', 'UNKNOWN')} ({node.get('Reason', 'no reason')})"
        for node in _nodes(user)
        if not scontrol.is_usable(node)
    ]


def _queue(user: User) -> list[str]:
    lines = user.run("squeue", "-h", "-o", "%i %j of %u is %T (%r)").stdout.splitlines()
    more = len(lines) - _QUEUE_LINES
    return lines[:_QUEUE_LINES] + ([f"and {more} more"] if more > 0 else [])


def _observe(
    user: User,
    item: Submitted,
    threads: Mapping[str, int],
    timeout: int,
    drmaa_state: str | None,
) -> JobRun:
    """Return the job's last record and the content of its files, which may appear with a delay."""
    job = item.job
    has_exit_code = scontrol.parse_job_state(item.record.get("JobState", "")) in (
        "COMPLETED",
        "FAILED",
    )
    if has_exit_code and scontrol.parse_exit_code(item.record.get("ExitCode", "0:0"))[1] == 0:
        _await_file(user, job.path("ec"))
    with user.files():
        return JobRun(
            record=item.record,
            threads_per_core=threads.get(item.record.get("BatchHost", ""), 1),
            timeout=None if item.ended else timeout,
            drmaa_state=drmaa_state,
            return_code=_read(job.path("ec")),
            slots=_read(f"{job.directory}/__instrument_core_galaxy_slots"),
            memory_mb=_read(f"{job.directory}/__instrument_core_galaxy_memory_mb"),
            output=_read(job.dataset),
            errors=(_read(job.path("e")) or "")[-_TAIL:],
            tool_errors=(_read(f"{job.directory}/outputs/tool_stderr") or "")[-_TAIL:],
        )


def _await_file(user: User, path: str) -> None:
    for _try in range(_COLLECT_TRIES):
        with user.files():
            # Listing the directory makes an NFS client refresh its cache.
            if os.path.basename(path) in os.listdir(os.path.dirname(path)):
                return
        time.sleep(_COLLECT_PAUSE)


def _read(path: str) -> str | None:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _result(run: TestRun, records: Sequence[Mapping[str, t.Any]]) -> dict[str, t.Any]:
    problems = [record["problem"] for record in records if record["problem"]]
    problems += [
        f"{run.submitter.program} could not cancel job {item.id}: {item.cancel_error}"
        for item in run.submitted.values()
        if item.cancel_error
    ]
    if run.queue:
        problems.append(f"Slurm's queue at the timeout: {'; '.join(run.queue)}.")
    if run.unusable:
        problems.append(f"Nodes that start no jobs: {'; '.join(run.unusable)}.")
    return {
        "jobs": list(records),
        "problems": problems,
        "remarks": [record["remark"] for record in records if record["remark"]],
        "report": report(records),
        "queue": run.queue,
    }
