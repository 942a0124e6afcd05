# SPDX-License-Identifier: GPL-3.0-or-later
"""Verdicts on jobs, with records of Slurm 22.05 and 24.11."""

from __future__ import annotations

import typing as t
from dataclasses import replace

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.galaxy_job import (
    Expected,
    GalaxyJob,
)
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.galaxy_job_verdict import (
    JobRun,
    Verdict,
    describe,
    describe_rejected,
    judge,
    memory_enforced_by,
    report,
)

JOB = GalaxyJob(1, "two cores", "/j/1", "--ntasks=2 --time=5", expected=Expected(cores=2))
RECORD = {
    "JobId": "12",
    "JobState": "COMPLETED",
    "Reason": "None",
    "ExitCode": "0:0",
    "RunTime": "00:00:01",
    "TimeLimit": "00:05:00",
    "NumNodes": "1",
    "NumCPUs": "2",
    "NodeList": "node1",
    "TRES": "cpu=2,mem=1000M,node=1",
    "WorkDir": "/j/1",
    "StdOut": "/j/1/galaxy_1.o",
}
SEEN = JobRun(RECORD, return_code="0", slots="2", memory_mb="1000", output="hello")
POLLED = "slurmstepd-n: error: StepId=3.batch exceeded memory limit (115650560 > 104857600)"


def expecting(**expected: t.Any) -> GalaxyJob:
    return replace(JOB, expected=Expected(**expected))


def seeing(record: dict[str, str], **changes: t.Any) -> JobRun:
    return replace(SEEN, record={**RECORD, **record}, **changes)


@pytest.mark.parametrize(
    ("job", "seen"),
    [
        pytest.param(JOB, SEEN, id="as-wanted"),
        pytest.param(JOB, replace(SEEN, drmaa_state="done"), id="done-for-drmaa"),
        pytest.param(
            expecting(state="FAILED"),
            seeing({"JobState": "FAILED"}, drmaa_state="failed"),
            id="failed-for-drmaa",
        ),
        pytest.param(expecting(output="hello\n", exit_code=0), SEEN, id="output"),
        pytest.param(
            expecting(output="'$GALAXY_SLOTS'"), replace(SEEN, output="'2'"), id="slots-in-output"
        ),
        pytest.param(
            expecting(cores=1), replace(SEEN, threads_per_core=2), id="whole-core-of-two-threads"
        ),
        pytest.param(
            expecting(state="FAILED", exit_code=3),
            seeing({"JobState": "FAILED", "ExitCode": "3:0"}, return_code="3"),
            id="failed-on-purpose",
        ),
        pytest.param(
            expecting(state="CANCELLED"),
            seeing({"JobState": "CANCELLED", "ExitCode": "0:15"}, return_code=None, slots=None),
            id="canceled",
        ),
        pytest.param(
            expecting(state="TIMEOUT"),
            seeing({"JobState": "TIMEOUT", "ExitCode": "0:15"}, return_code=None),
            id="timeout",
        ),
        pytest.param(
            expecting(state="OUT_OF_MEMORY"),
            seeing({"JobState": "OUT_OF_MEMORY", "ExitCode": "0:125"}, return_code="137"),
            id="out-of-memory",
        ),
        pytest.param(
            JOB, seeing({"TRES": "cpu=2,mem=0.98G"}), id="memory-printed-in-rounded-gigabytes"
        ),
        pytest.param(JOB, seeing({"TRES": "cpu=2"}, memory_mb=""), id="memory-not-counted"),
    ],
)
def test_no_problem(job: GalaxyJob, seen: JobRun) -> None:
    assert judge(job, seen) == Verdict()


@pytest.mark.parametrize(
    ("job", "seen", "words"),
    [
        pytest.param(
            JOB,
            seeing(
                {"JobState": "FAILED", "ExitCode": "4:0", "Reason": "NonZeroExitCode"},
                tool_errors="first\noh dear\n",
            ),
            "was expected to end COMPLETED, but ended FAILED with exit code 4, "
            'Reason=NonZeroExitCode; the last error message is "oh dear".',
            id="wrong-state",
        ),
        pytest.param(
            expecting(state="FAILED", exit_code=3),
            seeing({"JobState": "FAILED", "ExitCode": "4:0"}),
            "was expected to end FAILED with exit code 3, but ended FAILED with exit code 4",
            id="wrong-code",
        ),
        pytest.param(
            JOB,
            seeing({"JobState": "FAILED", "ExitCode": "0:53"}),
            "could not open the job's files: expected /j/1 on storage",
            id="directory-not-on-the-node",
        ),
        pytest.param(
            JOB,
            seeing({"JobState": "PENDING", "Reason": "Resources"}, timeout=9),
            "did not finish within 9 seconds: it was PENDING, Reason=Resources",
            id="not-finished",
        ),
        pytest.param(
            JOB, seeing({"JobState": "NOT_FOUND"}), "expected a MinJobAge", id="forgotten"
        ),
        pytest.param(
            JOB,
            seeing({"NumCPUs": "1"}, slots="1"),
            'has NumCPUs=1: expected 2 with "--ntasks=2 --time=5".',
            id="cores",
        ),
        pytest.param(
            expecting(cores=1), SEEN, 'has NumCPUs=2: expected 1 with "--ntasks', id="more-cores"
        ),
        pytest.param(
            JOB,
            seeing({"TimeLimit": "00:10:00"}),
            "has TimeLimit=00:10:00: expected 300 seconds",
            id="time-limit",
        ),
        pytest.param(
            JOB, seeing({"WorkDir": "/tmp"}), "has WorkDir=/tmp: expected /j/1.", id="work-dir"
        ),
        pytest.param(
            JOB, replace(SEEN, slots="1"), "ran with GALAXY_SLOTS=1: expected 2, the", id="slots"
        ),
        pytest.param(
            JOB, replace(SEEN, memory_mb=""), "ran with GALAXY_MEMORY_MB=: expected 1000", id="mem"
        ),
        pytest.param(
            JOB,
            replace(SEEN, return_code=None),
            "but /j/1/galaxy_1.ec is missing: expected a directory on storage",
            id="files-elsewhere",
        ),
        pytest.param(
            JOB,
            replace(SEEN, return_code="5"),
            'has "5" in /j/1/galaxy_1.ec: expected 0',
            id="other-code",
        ),
        pytest.param(
            expecting(output="Hello"),
            SEEN,
            'wrote "hello": expected "Hello" in /j/1/outputs/dataset_1.dat.',
            id="output",
        ),
        pytest.param(
            expecting(state="OUT_OF_MEMORY"),
            SEEN,
            "memory limits are not enforced on this cluster",
            id="memory-not-enforced",
        ),
        pytest.param(
            expecting(state="OUT_OF_MEMORY"),
            seeing({"JobState": "TIMEOUT"}),
            "was expected to end OUT_OF_MEMORY, but ended TIMEOUT",
            id="memory-not-reached",
        ),
        pytest.param(
            JOB,
            replace(SEEN, drmaa_state="running"),
            "ended COMPLETED, but the DRMAA library reports \"running\": expected 'done'",
            id="other-state-for-drmaa",
        ),
    ],
)
def test_problem(job: GalaxyJob, seen: JobRun, words: str) -> None:
    verdict = judge(job, seen)
    assert not verdict.remarks
    assert len(verdict.problems) == 1
    assert verdict.problems[0].startswith('Job "two cores" (Slurm job 12) ')
    assert words in verdict.problems[0]


@pytest.mark.parametrize(
    ("record", "errors", "expected"),
    [
        pytest.param({"JobState": "OUT_OF_MEMORY"}, "", "cgroup", id="cgroup"),
        pytest.param({"JobState": "FAILED"}, POLLED, "poll", id="poll"),
        pytest.param({"JobState": "CANCELLED"}, POLLED, "poll", id="poll-of-older-slurm"),
        pytest.param({"JobState": "FAILED"}, "no such file", None, id="failed"),
        pytest.param({"JobState": "COMPLETED"}, "", None, id="not-enforced"),
    ],
)
def test_memory_enforced_by(record: dict[str, str], errors: str, expected: str | None) -> None:
    assert memory_enforced_by(seeing(record, errors=errors)) == expected


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        pytest.param(
            seeing({"JobState": "FAILED", "ExitCode": "0:9"}, errors=POLLED),
            "does not resubmit such a job with more memory",
            id="polled",
        ),
        pytest.param(SEEN, "memory limits are not enforced", id="accepted"),
    ],
)
def test_remark(seen: JobRun, words: str) -> None:
    verdict = judge(expecting(state="OUT_OF_MEMORY"), seen, accept_unenforced_memory=True)
    assert not verdict.problems
    assert words in verdict.remarks[0]


def test_describe() -> None:
    record = describe(JOB, SEEN, Verdict(("A.", "B.")))
    assert record == {
        "name": "two cores",
        "id": 12,
        "state": "COMPLETED",
        "exit_code": 0,
        "signal": 0,
        "cores": 2,
        "slots": 2,
        "memory_mb": 1000,
        "seconds": 1,
        "time_limit": 300,
        "node": "node1",
        "reason": "None",
        "output": "hello",
        "directory": "/j/1",
        "problem": "A. B.",
        "remark": None,
    }


def test_rejected() -> None:
    record = describe_rejected(JOB, "sbatch: error: invalid partition\nsbatch: error: failed\n")
    assert (record["id"], record["state"]) == (None, "NOT_SUBMITTED")
    assert record["problem"].startswith(
        'Job "two cores" was not submitted with "--ntasks=2 --time=5": sbatch reports '
        '"invalid partition failed".'
    )


def test_report() -> None:
    failed = seeing({"JobState": "FAILED", "ExitCode": "3:0"}, output=None)
    records = [describe(JOB, seen, Verdict()) for seen in (SEEN, failed)]
    assert report([*records, describe_rejected(JOB, "no")]) == [
        "name       id  state          cores  seconds  output",
        "two cores  12  COMPLETED      2      1        hello",
        "two cores  12  FAILED (3)     2      1        -",
        "two cores  -   NOT_SUBMITTED  0      0        -",
    ]
