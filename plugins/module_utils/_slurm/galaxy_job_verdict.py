# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Judges what became of a Galaxy-style job, in sentences that a person can act on."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass

from . import scontrol
from .galaxy_job import GalaxyJob, requested_seconds

# States of this check's own, for jobs that Slurm knows nothing of.
NOT_SUBMITTED = "NOT_SUBMITTED"
NOT_FOUND = "NOT_FOUND"

# 0:53 is what a job gets whose output file slurmstepd cannot open (run on 22.05 and 24.11).
_UNREACHABLE = (
    " Signal 53 says that the exec node could not open the job's files: expected {} on storage "
    "that this host and all exec nodes share."
)

_MEMORY_MESSAGE = re.compile(
    r"exceeded memory limit|exceeded (job|step) memory limit|oom[-_]kill event", re.IGNORECASE
)


@dataclass(frozen=True)
class Observed:
    """What Slurm and the job's own files said in the end; None is for what is not there."""

    record: t.Mapping[str, str]
    threads_per_core: int = 1
    timeout: int | None = None
    drmaa_state: str | None = None
    return_code: str | None = None
    slots: str | None = None
    memory_mb: str | None = None
    output: str | None = None
    errors: str = ""
    tool_errors: str = ""

    @property
    def state(self) -> str:
        """The job's state in Slurm's word for it."""
        return scontrol.job_state(self.record.get("JobState", NOT_FOUND))

    @property
    def cores(self) -> int:
        """The CPUs that Slurm gave the job, 0 if it gave none."""
        return _number(self.record.get("NumCPUs", "0").split("-")[0]) or 0

    @property
    def exit_code(self) -> tuple[int, int]:
        """The exit code and the signal that Slurm recorded."""
        return scontrol.exit_code(self.record.get("ExitCode", "0:0"))


@dataclass(frozen=True)
class Verdict:
    """Sentences on one job: problems fail the check, remarks do not."""

    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def memory_enforced_by(seen: Observed) -> str | None:
    """Return what ended the job for its memory: "cgroup", "poll" (OverMemoryKill), or None.

    Slurm's accounting poll kills with SIGKILL, and only its words in galaxy_<id>.e tell that
    from any other job that FAILED (run on 22.05 and 24.11).
    """
    if seen.state == "OUT_OF_MEMORY":
        return "cgroup"
    if seen.state in ("FAILED", "CANCELLED") and _MEMORY_MESSAGE.search(seen.errors):
        return "poll"
    return None


def judge(job: GalaxyJob, seen: Observed, *, accept_unenforced_memory: bool = False) -> Verdict:
    """Return what is wrong with a job that was run, and what should be known of it."""
    if seen.timeout is not None:
        return Verdict((_unfinished(job, seen),))
    if job.expected.state == "OUT_OF_MEMORY":
        return _judge_memory(job, seen, accept_unenforced_memory)
    if seen.state != job.expected.state or not _same_code(job, seen):
        return Verdict((_wrong_end(job, seen),))
    return Verdict(tuple(text for check in _CHECKS for text in check(job, seen)))


def _judge_memory(job: GalaxyJob, seen: Observed, accept_unenforced: bool) -> Verdict:
    enforced_by = memory_enforced_by(seen)
    if enforced_by == "cgroup":
        return Verdict(tuple(_resources_problems(job, seen)))
    if enforced_by == "poll":
        return Verdict(remarks=(_polled(job, seen),))
    if seen.state != "COMPLETED":
        return Verdict((_wrong_end(job, seen),))
    if accept_unenforced:
        return Verdict(remarks=(_unenforced(job, seen),))
    return Verdict((_unenforced(job, seen),))


def _title(job: GalaxyJob, seen: Observed) -> str:
    return f"Job {_quoted(job.name)} (Slurm job {seen.record.get('JobId', 'without id')})"


def _quoted(text: str) -> str:
    """Return the text in one line between double quotes, which YAML output shows as they are."""
    return '"' + " ".join(text.split()) + '"'


def _asked_for(job: GalaxyJob) -> str:
    if job.native_specification:
        return f"with {_quoted(job.native_specification)}"
    return "without a native specification"


def _same_code(job: GalaxyJob, seen: Observed) -> bool:
    return job.expected.exit_code in (None, seen.exit_code[0])


def _outcome(state: str, code: int | None) -> str:
    return state if code is None else f"{state} with exit code {code}"


def _wrong_end(job: GalaxyJob, seen: Observed) -> str:
    if seen.state == NOT_FOUND:
        return (
            f"{_title(job, seen)} was not known to Slurm any more before its end was seen: "
            "expected a MinJobAge in slurm.conf of some minutes, so that Galaxy sees ends too."
        )
    code, signal = seen.exit_code
    expected = _outcome(job.expected.state, job.expected.exit_code)
    said = (seen.errors.strip() or seen.tool_errors.strip()).splitlines()
    return (
        f"{_title(job, seen)} was expected to end {expected}, but ended "
        f"{_outcome(seen.state, code)}{f', signal {signal}' if signal else ''}, "
        f"Reason={seen.record.get('Reason', 'unknown')}"
        f"{f'; its last words are {_quoted(said[-1])}' if said else ''}."
        f"{_UNREACHABLE.format(job.directory) if signal == 53 else ''}"
    )


def _unfinished(job: GalaxyJob, seen: Observed) -> str:
    return (
        f"{_title(job, seen)} was not finished after {seen.timeout} seconds: it is {seen.state}, "
        f"Reason={seen.record.get('Reason', 'unknown')}, and has been cancelled now."
    )


def _unenforced(job: GalaxyJob, seen: Observed) -> str:
    return (
        f"{_title(job, seen)} took more memory than it was given and ended {seen.state}: memory "
        "is not enforced on this cluster, so one tool can take the memory of all others. Slurm "
        "enforces it with ConstrainRAMSpace=yes in cgroup.conf, TaskPlugin=task/cgroup and a "
        "SelectTypeParameters that counts memory, such as CR_CPU_Memory, in slurm.conf."
    )


def _polled(job: GalaxyJob, seen: Observed) -> str:
    return (
        f"{_title(job, seen)} was killed by Slurm's accounting poll (OverMemoryKill) and ended "
        f"{seen.state}, not OUT_OF_MEMORY: Galaxy cannot tell why, and does not resubmit such a "
        "job with more memory. It can where cgroups enforce memory (ConstrainRAMSpace=yes in "
        "cgroup.conf, and no OverMemoryKill)."
    )


def _resources_problems(job: GalaxyJob, seen: Observed) -> list[str]:
    """Return what is wrong with what the job was given and where its files went."""
    problems = []
    wanted = _possible_cores(job, seen)
    if wanted and seen.cores not in wanted:
        problems.append(
            f"{_title(job, seen)} has NumCPUs={seen.cores}: expected "
            f"{' or '.join(map(str, wanted))} {_asked_for(job)}."
        )
    limit = requested_seconds(job)
    if limit is not None and scontrol.seconds(seen.record.get("TimeLimit", "0")) != limit:
        problems.append(
            f"{_title(job, seen)} has TimeLimit={seen.record.get('TimeLimit', 'none')}: expected "
            f"{limit} seconds {_asked_for(job)}."
        )
    for key, path in (("WorkDir", job.directory), ("StdOut", job.path("o"))):
        if seen.record.get(key) != path:
            problems.append(
                f"{_title(job, seen)} has {key}={seen.record.get(key, 'none')}: expected {path}."
            )
    return problems


def _possible_cores(job: GalaxyJob, seen: Observed) -> list[int]:
    """Return the numbers of CPUs that are right: Slurm may hand out whole cores (CR_Core)."""
    if job.expected.cores is None:
        return []
    whole = -(-job.expected.cores // seen.threads_per_core) * seen.threads_per_core
    return sorted({job.expected.cores, whole})


def _environment_problems(job: GalaxyJob, seen: Observed) -> list[str]:
    """Return what is wrong with GALAXY_SLOTS and GALAXY_MEMORY_MB, which a job records early."""
    if seen.slots is None or seen.record.get("NumNodes", "1") != "1":
        return []
    problems = []
    if _number(seen.slots) != seen.cores:
        problems.append(
            f"{_title(job, seen)} ran with GALAXY_SLOTS={seen.slots}: expected {seen.cores}, the "
            "cores that Slurm gave it (SLURM_CPUS_ON_NODE)."
        )
    memory = scontrol.megabytes(scontrol.trackable_resources(seen.record).get("mem", "0"))
    # Slurm may print memory in rounded gigabytes.
    if abs((_number(seen.memory_mb or "") or 0) - memory) > memory / 100:
        problems.append(
            f"{_title(job, seen)} ran with GALAXY_MEMORY_MB={seen.memory_mb or ''}: expected "
            f'{memory}, which Slurm gave it. The job asks "scontrol -do show job" on its node; '
            f"see memory_statement.log in {job.directory}."
        )
    return problems


def _output_problems(job: GalaxyJob, seen: Observed) -> list[str]:
    """Return what is wrong with what an ended tool left behind."""
    if job.expected.state not in ("COMPLETED", "FAILED"):
        return []
    if seen.return_code is None:
        return [
            f"{_title(job, seen)} ended {seen.state} on {seen.record.get('NodeList', 'no node')}, "
            f"but {job.path('ec')} is not there: expected a directory on storage that this host "
            "and all exec nodes share."
        ]
    problems = []
    if _number(seen.return_code) != seen.exit_code[0]:
        problems.append(
            f"{_title(job, seen)} has {_quoted(seen.return_code)} in {job.path('ec')}: expected "
            f"{seen.exit_code[0]}, the exit code that Slurm recorded."
        )
    wanted = job.expected.output
    if wanted is not None:
        wanted = wanted.replace("$GALAXY_SLOTS", str(seen.cores)).strip()
        if wanted != (seen.output or "").strip():
            problems.append(
                f"{_title(job, seen)} wrote {_quoted(seen.output or '')}: expected "
                f"{_quoted(wanted)} in {job.dataset}."
            )
    return problems


def _drmaa_problems(job: GalaxyJob, seen: Observed) -> list[str]:
    """Return what is wrong with the state by which Galaxy's slurm runner goes."""
    expected = "done" if seen.state == "COMPLETED" else "failed"
    if seen.drmaa_state in (None, expected):
        return []
    return [
        f"{_title(job, seen)} ended {seen.state}, but the DRMAA library says "
        f"{_quoted(seen.drmaa_state or '')}: expected '{expected}'."
    ]


_CHECKS = (_resources_problems, _environment_problems, _output_problems, _drmaa_problems)


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


def describe(job: GalaxyJob, seen: Observed, verdict: Verdict) -> dict[str, t.Any]:
    """Return the record of one job as the module returns it."""
    code, signal = seen.exit_code
    limit = seen.record.get("TimeLimit")
    return {
        "name": job.name,
        "id": _number(seen.record.get("JobId", "")),
        "state": seen.state,
        "exit_code": code,
        "signal": signal,
        "cores": seen.cores,
        "slots": _number(seen.slots or ""),
        "memory_mb": _number(seen.memory_mb or ""),
        "seconds": scontrol.seconds(seen.record.get("RunTime", "0")) or 0,
        "time_limit": scontrol.seconds(limit) if limit else None,
        "node": seen.record.get("NodeList", "").replace("(null)", "") or None,
        "reason": seen.record.get("Reason", "None"),
        "output": (seen.output or "").strip(),
        "directory": job.directory,
        "problem": " ".join(verdict.problems) or None,
        "remark": " ".join(verdict.remarks) or None,
    }


def refused(job: GalaxyJob, message: str, *, by: str = "sbatch") -> dict[str, t.Any]:
    """Return the record of a job that Slurm did not take; by is what it was given to."""
    said = " ".join(re.sub(r"^sbatch: (error: )?", "", line) for line in message.splitlines())
    problem = (
        f"Job {_quoted(job.name)} was not submitted {_asked_for(job)}: {by} says "
        f"{_quoted(said)}. Expected options that {by} knows and a partition of this cluster "
        "can grant."
    )
    record = {"JobState": NOT_SUBMITTED, "Reason": said}
    return describe(job, Observed(record), Verdict((problem,)))


def report(records: t.Iterable[t.Mapping[str, t.Any]]) -> list[str]:
    """Return the records as the lines of a table, with the columns' names above."""
    rows: list[tuple[str, ...]] = [("name", "id", "state", "cores", "seconds", "output")]
    rows += [_row(record) for record in records]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows
    ]


def _row(record: t.Mapping[str, t.Any]) -> tuple[str, ...]:
    output = str(record["output"]).splitlines()
    return (
        str(record["name"]),
        str(record["id"] or "-"),
        str(record["state"]) + (f" ({record['exit_code']})" if record["exit_code"] else ""),
        str(record["cores"]),
        str(record["seconds"]),
        (output[0] if output else "-")[:60],
    )
