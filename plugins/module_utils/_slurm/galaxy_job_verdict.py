# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Compares the result of a Galaxy-style job with the expectation, and explains problems."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass

from . import scontrol
from .galaxy_job import GalaxyJob, requested_seconds

# Additional states, for jobs that Slurm does not know.
NOT_SUBMITTED = "NOT_SUBMITTED"
NOT_FOUND = "NOT_FOUND"

# A job ends with 0:53 if slurmstepd cannot open its output file (tested with 22.05 and 24.11).
_UNREACHABLE = (
    " Signal 53 means that the exec node could not open the job's files: expected {} on storage "
    "shared by this host and all exec nodes."
)

_MEMORY_MESSAGE = re.compile(
    r"exceeded memory limit|exceeded (job|step) memory limit|oom[-_]kill event", re.IGNORECASE
)


@dataclass(frozen=True)
class JobRun:
    """The last record in Slurm and the content of the job's files; None means missing."""

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
        """The state of the job in Slurm."""
        return scontrol.parse_job_state(self.record.get("JobState", NOT_FOUND))

    @property
    def cores(self) -> int:
        """The number of CPUs that Slurm allocated, 0 if none."""
        return _number(self.record.get("NumCPUs", "0").split("-")[0]) or 0

    @property
    def exit_code(self) -> tuple[int, int]:
        """The exit code and the signal recorded by Slurm."""
        return scontrol.parse_exit_code(self.record.get("ExitCode", "0:0"))


@dataclass(frozen=True)
class Verdict:
    """Problems and remarks about a job. Only problems fail the check."""

    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def memory_enforced_by(run: JobRun) -> str | None:
    """Return what killed the job because of its memory: "cgroup", "poll" (OverMemoryKill), or None.

    Slurm's accounting poll kills with SIGKILL. Only its message in galaxy_<id>.e distinguishes this
    from other jobs that FAILED (tested with 22.05 and 24.11).
    """
    if run.state == "OUT_OF_MEMORY":
        return "cgroup"
    if run.state in ("FAILED", "CANCELLED") and _MEMORY_MESSAGE.search(run.errors):
        return "poll"
    return None


def judge(job: GalaxyJob, run: JobRun, *, accept_unenforced_memory: bool = False) -> Verdict:
    """Return the problems and remarks about a job that was run."""
    if run.timeout is not None:
        return Verdict((_unfinished(job, run),))
    if job.expected.state == "OUT_OF_MEMORY":
        return _judge_memory(job, run, accept_unenforced_memory)
    if run.state != job.expected.state or not _same_code(job, run):
        return Verdict((_wrong_end(job, run),))
    return Verdict(tuple(text for check in _CHECKS for text in check(job, run)))


def _judge_memory(job: GalaxyJob, run: JobRun, accept_unenforced: bool) -> Verdict:
    enforced_by = memory_enforced_by(run)
    if enforced_by == "cgroup":
        return Verdict(tuple(_resources_problems(job, run)))
    if enforced_by == "poll":
        return Verdict(remarks=(_polled(job, run),))
    if run.state != "COMPLETED":
        return Verdict((_wrong_end(job, run),))
    if accept_unenforced:
        return Verdict(remarks=(_unenforced(job, run),))
    return Verdict((_unenforced(job, run),))


def _title(job: GalaxyJob, run: JobRun) -> str:
    return f"Job {_quote(job.name)} (Slurm job {run.record.get('JobId', 'without id')})"


def _quote(text: str) -> str:
    """Return the text on one line in double quotes, which YAML output does not escape."""
    return '"' + " ".join(text.split()) + '"'


def _describe_options(job: GalaxyJob) -> str:
    if job.native_specification:
        return f"with {_quote(job.native_specification)}"
    return "without a native specification"


def _same_code(job: GalaxyJob, run: JobRun) -> bool:
    return job.expected.exit_code in (None, run.exit_code[0])


def _outcome(state: str, code: int | None) -> str:
    return state if code is None else f"{state} with exit code {code}"


def _wrong_end(job: GalaxyJob, run: JobRun) -> str:
    if run.state == NOT_FOUND:
        return (
            f"{_title(job, run)} was removed from Slurm before its end was seen: expected a "
            "MinJobAge of some minutes in slurm.conf, so that Galaxy can see it too."
        )
    code, signal = run.exit_code
    expected = _outcome(job.expected.state, job.expected.exit_code)
    errors = (run.errors.strip() or run.tool_errors.strip()).splitlines()
    return (
        f"{_title(job, run)} was expected to end {expected}, but ended "
        f"{_outcome(run.state, code)}{f', signal {signal}' if signal else ''}, "
        f"Reason={run.record.get('Reason', 'unknown')}"
        f"{f'; the last error message is {_quote(errors[-1])}' if errors else ''}."
        f"{_UNREACHABLE.format(job.directory) if signal == 53 else ''}"
    )


def _unfinished(job: GalaxyJob, run: JobRun) -> str:
    return (
        f"{_title(job, run)} did not finish within {run.timeout} seconds: it was {run.state}, "
        f"Reason={run.record.get('Reason', 'unknown')}, and was cancelled."
    )


def _unenforced(job: GalaxyJob, run: JobRun) -> str:
    return (
        f"{_title(job, run)} used more memory than allocated and ended {run.state}: memory limits "
        "are not enforced on this cluster, so one tool can take the memory of all others. To "
        "enforce them, set ConstrainRAMSpace=yes in cgroup.conf, and in slurm.conf "
        "TaskPlugin=task/cgroup and SelectTypeParameters with memory, such as CR_CPU_Memory."
    )


def _polled(job: GalaxyJob, run: JobRun) -> str:
    return (
        f"{_title(job, run)} was killed by Slurm's accounting poll (OverMemoryKill) and ended "
        f"{run.state}, not OUT_OF_MEMORY: Galaxy does not see the reason, and does not resubmit "
        "such a job with more memory. To change this, enforce memory limits with cgroups "
        "(ConstrainRAMSpace=yes in cgroup.conf, and no OverMemoryKill)."
    )


def _resources_problems(job: GalaxyJob, run: JobRun) -> list[str]:
    """Return problems with the allocated resources and the paths of files."""
    problems = []
    expected = _expected_cores(job, run)
    if expected and run.cores not in expected:
        problems.append(
            f"{_title(job, run)} has NumCPUs={run.cores}: expected "
            f"{' or '.join(map(str, expected))} {_describe_options(job)}."
        )
    limit = requested_seconds(job)
    if limit is not None and scontrol.parse_time(run.record.get("TimeLimit", "0")) != limit:
        problems.append(
            f"{_title(job, run)} has TimeLimit={run.record.get('TimeLimit', 'none')}: expected "
            f"{limit} seconds {_describe_options(job)}."
        )
    for key, path in (("WorkDir", job.directory), ("StdOut", job.path("o"))):
        if run.record.get(key) != path:
            problems.append(
                f"{_title(job, run)} has {key}={run.record.get(key, 'none')}: expected {path}."
            )
    return problems


def _expected_cores(job: GalaxyJob, run: JobRun) -> list[int]:
    """Return the valid numbers of CPUs: Slurm may allocate whole cores (CR_Core)."""
    if job.expected.cores is None:
        return []
    whole = -(-job.expected.cores // run.threads_per_core) * run.threads_per_core
    return sorted({job.expected.cores, whole})


def _environment_problems(job: GalaxyJob, run: JobRun) -> list[str]:
    """Return problems with GALAXY_SLOTS and GALAXY_MEMORY_MB, which a job records early."""
    if run.slots is None or run.record.get("NumNodes", "1") != "1":
        return []
    problems = []
    if _number(run.slots) != run.cores:
        problems.append(
            f"{_title(job, run)} ran with GALAXY_SLOTS={run.slots}: expected {run.cores}, the "
            "cores that Slurm allocated (SLURM_CPUS_ON_NODE)."
        )
    memory = scontrol.parse_memory(scontrol.trackable_resources(run.record).get("mem", "0"))
    # Slurm may print memory in rounded gigabytes.
    if abs((_number(run.memory_mb or "") or 0) - memory) > memory / 100:
        problems.append(
            f"{_title(job, run)} ran with GALAXY_MEMORY_MB={run.memory_mb or ''}: expected "
            f'{memory}, the allocated memory. The job runs "scontrol -do show job" on its node; '
            f"see memory_statement.log in {job.directory}."
        )
    return problems


def _output_problems(job: GalaxyJob, run: JobRun) -> list[str]:
    """Return problems with the files of a tool that ended."""
    if job.expected.state not in ("COMPLETED", "FAILED"):
        return []
    if run.return_code is None:
        return [
            f"{_title(job, run)} ended {run.state} on {run.record.get('NodeList', 'no node')}, "
            f"but {job.path('ec')} is missing: expected a directory on storage shared by this host "
            "and all exec nodes."
        ]
    problems = []
    if _number(run.return_code) != run.exit_code[0]:
        problems.append(
            f"{_title(job, run)} has {_quote(run.return_code)} in {job.path('ec')}: expected "
            f"{run.exit_code[0]}, the exit code recorded by Slurm."
        )
    expected = job.expected.output
    if expected is not None:
        expected = expected.replace("$GALAXY_SLOTS", str(run.cores)).strip()
        if expected != (run.output or "").strip():
            problems.append(
                f"{_title(job, run)} wrote {_quote(run.output or '')}: expected "
                f"{_quote(expected)} in {job.dataset}."
            )
    return problems


def _drmaa_problems(job: GalaxyJob, run: JobRun) -> list[str]:
    """Return problems with the state that Galaxy's slurm runner sees."""
    expected = "done" if run.state == "COMPLETED" else "failed"
    if run.drmaa_state in (None, expected):
        return []
    return [
        f"{_title(job, run)} ended {run.state}, but the DRMAA library reports "
        f"{_quote(run.drmaa_state or '')}: expected '{expected}'."
    ]


_CHECKS = (_resources_problems, _environment_problems, _output_problems, _drmaa_problems)


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


def describe(job: GalaxyJob, run: JobRun, verdict: Verdict) -> dict[str, t.Any]:
    """Return the record of one job as the module returns it."""
    code, signal = run.exit_code
    limit = run.record.get("TimeLimit")
    return {
        "name": job.name,
        "id": _number(run.record.get("JobId", "")),
        "state": run.state,
        "exit_code": code,
        "signal": signal,
        "cores": run.cores,
        "slots": _number(run.slots or ""),
        "memory_mb": _number(run.memory_mb or ""),
        "seconds": scontrol.parse_time(run.record.get("RunTime", "0")) or 0,
        "time_limit": scontrol.parse_time(limit) if limit else None,
        "node": run.record.get("NodeList", "").replace("(null)", "") or None,
        "reason": run.record.get("Reason", "None"),
        "output": (run.output or "").strip(),
        "directory": job.directory,
        "problem": " ".join(verdict.problems) or None,
        "remark": " ".join(verdict.remarks) or None,
    }


def describe_rejected(job: GalaxyJob, message: str, program: str = "sbatch") -> dict[str, t.Any]:
    """Return the record of a job that a program could not submit."""
    reason = " ".join(re.sub(r"^sbatch: (error: )?", "", line) for line in message.splitlines())
    problem = (
        f"Job {_quote(job.name)} was not submitted {_describe_options(job)}: {program} reports "
        f"{_quote(reason)}. Expected options that {program} knows and a partition of this cluster "
        "can satisfy."
    )
    record = {"JobState": NOT_SUBMITTED, "Reason": reason}
    return describe(job, JobRun(record), Verdict((problem,)))


def report(records: t.Iterable[t.Mapping[str, t.Any]]) -> list[str]:
    """Return the records as lines of a table with a header."""
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
