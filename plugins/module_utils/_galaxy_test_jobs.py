# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""An edge: puts Galaxy-style jobs on a host, hands them to Slurm and waits for their ends."""

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
    requested_seconds,
    submitted_id,
    tool_script,
)
from ._slurm.galaxy_job_verdict import NOT_FOUND, Observed, describe, judge, refused, report

if t.TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._command import Finished

# Galaxy's own patience with a script that a shared file system does not show whole yet.
_INTEGRITY_TRIES = 35
_INTEGRITY_PAUSE = 0.25
_COLLECT_TRIES = 20
_COLLECT_PAUSE = 0.5
_POLL_PAUSE = 1.0
_TAIL = 2048
_QUEUE_LINES = 10


class User(t.Protocol):
    """The one who submits."""

    def need(self, *names: str) -> None: ...

    def run(self, *argv: str, **environment: str) -> Finished: ...

    def files(self) -> AbstractContextManager[None]: ...


@dataclass
class Submitted:
    """A job that Slurm has taken, and the last that Slurm said of it."""

    job: GalaxyJob
    id: str
    record: dict[str, str] = field(default_factory=dict)
    cancelled: bool = False
    complaint: str = ""

    @property
    def ended(self) -> bool:
        return scontrol.is_finished(self.record) or self.record.get("JobState") == NOT_FOUND


@dataclass
class Round:
    """The jobs of one run: those that Slurm took, what it said to the others, and how it stood."""

    submitter: Submitter
    submitted: dict[int, Submitted] = field(default_factory=dict)
    refusals: dict[int, str] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)

    @property
    def unfinished(self) -> list[Submitted]:
        return [item for item in self.submitted.values() if not item.ended]


def run_test_jobs(user: User, wanted: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return what became of the jobs that the module's parameters ask for.

    Raises ClusterError if none could be submitted, for want of Slurm or of a usable directory.
    """
    _require_sensible(wanted)
    _require_slurm(user)
    top = _make_directory(user, wanted["directory"])
    jobs = [_job(top, number, job) for number, job in enumerate(wanted["jobs"], start=1)]
    for job in jobs:
        _write(user, job)
    run = _run(user, _submitter(user, wanted), jobs, wanted["timeout"])
    result = _result(run, _records(user, jobs, run, wanted))
    if result["problems"]:
        result["problems"].append(f"The jobs' files are kept in {top} on {os.uname().nodename}.")
    elif not wanted["keep"]:
        with user.files():
            shutil.rmtree(top, ignore_errors=True)
    kept = bool(result["problems"]) or wanted["keep"]
    return {**result, "directory": top if kept else None}


def _submitter(user: User, wanted: Mapping[str, t.Any]) -> Submitter:
    drmaa = wanted.get("drmaa")
    return Drmaa(user, drmaa["library"], drmaa["python"]) if drmaa else Sbatch(user)


def _require_sensible(wanted: Mapping[str, t.Any]) -> None:
    if not wanted["jobs"]:
        raise ClusterError("jobs (cluster_check_jobs in the role) is empty: expected at least one.")
    if wanted["timeout"] < 1:
        raise ClusterError(
            f"timeout (cluster_check_timeout in the role) is {wanted['timeout']}: expected the "
            "seconds to wait for all jobs, 1 or more."
        )
    for number, job in enumerate(wanted["jobs"], start=1):
        requested_seconds(_job("", number, job))


def _require_slurm(user: User) -> None:
    user.need("sbatch", "scontrol", "scancel", "squeue")
    answer = user.run("scontrol", "ping")
    if answer.rc != 0:
        raise ClusterError(
            f"Slurm's controller does not answer: 'scontrol ping' says {answer.message!r}. "
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
                f"Nothing can be written in {parent!r}, the directory (cluster_check_directory in "
                f"the role) for the jobs: {error.strerror}. Expected one that the submitting user "
                "can write, on storage that this host and all exec nodes share."
            ) from error


def _job(top: str, number: int, wanted: Mapping[str, t.Any]) -> GalaxyJob:
    expected = wanted["expected"] or {}
    return GalaxyJob(
        number=number,
        name=wanted["name"],
        directory=f"{top}/{number}",
        native_specification=wanted["native_specification"],
        tool=wanted["tool"],
        expected=Expected(**{key: value for key, value in expected.items() if value is not None}),
    )


def _write(user: User, job: GalaxyJob) -> None:
    """Writes the scripts, and lets the job script prove that it can be run from there."""
    with user.files():
        os.mkdir(job.directory)
        for path, text in (
            (job.path("sh"), job_script(job)),
            (f"{job.directory}/tool_script.sh", tool_script(job)),
        ):
            Path(path).write_text(text, encoding="utf-8")
            os.chmod(path, 0o755)
    for _try in range(_INTEGRITY_TRIES):
        answer = user.run(job.path("sh"), **{INTEGRITY_VARIABLE: "1"})
        if answer.rc == INTEGRITY_CODE:
            return
        time.sleep(_INTEGRITY_PAUSE)
    raise ClusterError(
        f"The job script {job.path('sh')} cannot be run: expected exit code {INTEGRITY_CODE}, got "
        f"{answer.rc} ({answer.message}). Is its file system mounted with noexec?"
    )


def _run(user: User, submitter: Submitter, jobs: Sequence[GalaxyJob], timeout: int) -> Round:
    """Submits all jobs and waits; leaves none in the queue, whatever happens."""
    run = Round(submitter)
    try:
        for job in jobs:
            answer = submitter.submit(job)
            if answer.rc == 0:
                run.submitted[job.number] = Submitted(job, submitted_id(answer.stdout))
            else:
                run.refusals[job.number] = answer.message
        _wait(user, submitter, list(run.submitted.values()), timeout)
        if run.unfinished:
            run.queue = _queue(user)
            run.unusable = _unusable_nodes(user)
    finally:
        _cancel(user, run.unfinished)
    return run


def _records(
    user: User, jobs: Sequence[GalaxyJob], run: Round, wanted: Mapping[str, t.Any]
) -> list[dict[str, t.Any]]:
    threads = {node["NodeName"]: int(node.get("ThreadsPerCore", "1")) for node in _nodes(user)}
    records = []
    for job in jobs:
        if job.number in run.refusals:
            message = run.refusals[job.number]
            records.append(refused(job, message, by=run.submitter.program))
            continue
        item = run.submitted[job.number]
        state = run.submitter.state(item.id) if item.ended else None
        seen = _observe(user, item, threads, wanted["timeout"], state)
        accept = wanted["accept_unenforced_memory"]
        records.append(describe(job, seen, judge(job, seen, accept_unenforced_memory=accept)))
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
    answer = user.run("scontrol", "-o", "show", "job", item.id)
    records = scontrol.parse_records(answer.stdout)
    if answer.rc == 0 and records:
        item.record = records[0]
    elif "Invalid job id" in answer.message:
        item.record = {"JobId": item.id, **item.record, "JobState": NOT_FOUND}
    else:
        item.record = {"JobId": item.id, "JobState": "UNKNOWN", "Reason": answer.message}
    wants_cancel = item.job.expected.state == "CANCELLED" and not item.cancelled
    if wants_cancel and scontrol.job_state(item.record["JobState"]) == "RUNNING":
        item.cancelled = True
        answer = submitter.cancel(item.id)
        item.complaint = answer.message if answer.rc else ""


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
) -> Observed:
    """Return the last record and what the job's files hold, which may need a moment to show."""
    job = item.job
    leaves_code = scontrol.job_state(item.record.get("JobState", "")) in ("COMPLETED", "FAILED")
    if leaves_code and scontrol.exit_code(item.record.get("ExitCode", "0:0"))[1] == 0:
        _await_file(user, job.path("ec"))
    with user.files():
        return Observed(
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
            # Listing makes an NFS client look again.
            if os.path.basename(path) in os.listdir(os.path.dirname(path)):
                return
        time.sleep(_COLLECT_PAUSE)


def _read(path: str) -> str | None:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _result(run: Round, records: Sequence[Mapping[str, t.Any]]) -> dict[str, t.Any]:
    problems = [record["problem"] for record in records if record["problem"]]
    problems += [
        f"{run.submitter.program} could not cancel job {item.id}: {item.complaint}"
        for item in run.submitted.values()
        if item.complaint
    ]
    if run.queue:
        problems.append(f"Slurm's queue at the timeout: {'; '.join(run.queue)}.")
    if run.unusable:
        problems.append(f"Nodes that start no job: {'; '.join(run.unusable)}.")
    return {
        "jobs": list(records),
        "problems": problems,
        "remarks": [record["remark"] for record in records if record["remark"]],
        "report": report(records),
        "queue": run.queue,
    }
