# SPDX-License-Identifier: GPL-3.0-or-later
"""Parsing output of scontrol from Slurm 22.05 and 24.11."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm import scontrol
from hypothesis import given
from hypothesis import strategies as st

JOB = (
    "JobId=18 JobName=odd JobState=FAKE name UserId=galaxy(1000) GroupId=galaxy(1000) "
    "JobState=PENDING Reason=None Dependency=(null) ExitCode=0:0 TimeLimit=1-02:00:00 "
    "AllocNode:Sid=ccb:63 NodeList= NumNodes=1 NumCPUs=1 CPUs/Task=1 ReqB:S:C:T=0:0:*:* "
    "TRES=cpu=1,mem=100M,node=1,billing=1 NtasksPerN:B:S:C=0:0:*:* Command=/srv/my jobs/a.sh "
    "WorkDir=/srv/my jobs Comment=see Ticket=42 StdOut x JobState=FAKE  "
    "StdErr=/srv/my jobs/a=b.e StdIn=StdIn=/dev/null StdOut=/srv/my jobs/a.o Power= \n"
)
NODE = (
    "NodeName=cct Arch=x86_64 CoresPerSocket=1  CPUAlloc=0 Gres=(null) Version=24.11.5 "
    "OS=Linux 6.18.44 #1 SMP PREEMPT_DYNAMIC @0  RealMemory=2000 State=IDLE+DRAIN "
    "ThreadsPerCore=1 AllocTRES= CurrentWatts=0 AveWatts=0  Reason=Low RealMemory (reported:100 "
    "< 100.00% of configured:1000) a=b Gres=x [root@2026-11-20T08:12:02]\n"
)


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        pytest.param(JOB, "JobId", "18", id="first"),
        pytest.param(JOB, "JobName", "odd JobState=FAKE name", id="job-name-with-a-key"),
        pytest.param(JOB, "JobState", "PENDING", id="state-not-from-the-name"),
        pytest.param(JOB, "Reason", "None", id="job-reason"),
        pytest.param(JOB, "AllocNode:Sid", "ccb:63", id="key-with-colon"),
        pytest.param(JOB, "CPUs/Task", "1", id="key-with-slash"),
        pytest.param(JOB, "NodeList", "", id="empty"),
        pytest.param(JOB, "TRES", "cpu=1,mem=100M,node=1,billing=1", id="value-with-equals"),
        pytest.param(JOB, "Comment", "see Ticket=42 StdOut x JobState=FAKE", id="comment"),
        pytest.param(JOB, "StdErr", "/srv/my jobs/a=b.e", id="path-with-spaces"),
        pytest.param(JOB, "StdIn", "StdIn=/dev/null", id="value-that-repeats-the-key"),
        pytest.param(JOB, "StdOut", "/srv/my jobs/a.o", id="path-before-the-end"),
        pytest.param(JOB, "Power", "", id="last-empty"),
        pytest.param("JobId=1 StdOut=/a.o OOMKillStep=0 \n", "StdOut", "/a.o", id="of-24.11"),
        pytest.param(NODE, "OS", "Linux 6.18.44 #1 SMP PREEMPT_DYNAMIC @0", id="kernel"),
        pytest.param(
            NODE,
            "Reason",
            "Low RealMemory (reported:100 < 100.00% of configured:1000) a=b Gres=x "
            "[root@2026-11-20T08:12:02]",
            id="node-reason",
        ),
        pytest.param(NODE, "Gres", "(null)", id="gres-not-from-the-reason"),
        pytest.param(
            "JobId=1 Nodes=a CPU_IDs=0 Mem=10 GRES= Nodes=b CPU_IDs=1 Mem=20 GRES= \n",
            "Mem",
            "10",
            id="first-of-two-nodes",
        ),
        pytest.param(
            "JobId=1 JobName=a\nb UserId=u(1) Comment=c\nJobState=FAKE StdErr=/e\n",
            "JobName",
            "a\nb",
            id="line-end-in-a-value",
        ),
    ],
)
def test_value(text: str, key: str, expected: str) -> None:
    (record,) = scontrol.parse_records(text)
    assert record[key] == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("No jobs in the system\n", [], id="no-jobs"),
        pytest.param("slurm_load_jobs error: Invalid job id specified\n", [], id="an-error"),
        pytest.param("NodeName=a State=IDLE\nNodeName=b State=DOWN*\n", ["a", "b"], id="two"),
        pytest.param("NodeName=a State=IDLE\n\n\nNodeName=b \n\n", ["a", "b"], id="empty-lines"),
    ],
)
def test_records(text: str, names: list[str]) -> None:
    assert [record["NodeName"] for record in scontrol.parse_records(text)] == names


@given(st.text())
def test_any_text_can_be_parsed(text: str) -> None:
    for record in scontrol.parse_records("JobId=1 " + text):
        assert all(key and value is not None for key, value in record.items())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("00:01:00", 60, id="as-printed"),
        pytest.param("1-02:03:04", 93784, id="days-as-printed"),
        pytest.param("90", 5400, id="minutes"),
        pytest.param("1:30", 90, id="minutes-and-seconds"),
        pytest.param("2-0", 172800, id="days-and-hours"),
        pytest.param("0-1:30", 5400, id="days-hours-and-minutes"),
        pytest.param("UNLIMITED", None, id="unlimited"),
        pytest.param("Partition_Limit", None, id="limit-of-the-partition"),
    ],
)
def test_parse_time(text: str, expected: int | None) -> None:
    assert scontrol.parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "-5", "1-", "1h"])
def test_invalid_time(text: str) -> None:
    with pytest.raises(ClusterError, match="is not a time limit in Slurm; expected minutes"):
        scontrol.parse_time(text)


def test_parse_exit_code() -> None:
    assert scontrol.parse_exit_code("3:0") == (3, 0)
    assert scontrol.parse_exit_code("0:125") == (0, 125)
    with pytest.raises(ClusterError, match="'3' is not an exit code in Slurm"):
        scontrol.parse_exit_code("3")


@pytest.mark.parametrize(
    ("text", "state", "finished"),
    [
        pytest.param("COMPLETED", "COMPLETED", True, id="completed"),
        pytest.param("COMPLETING", "COMPLETING", False, id="completing"),
        pytest.param("CANCELLED by 1000", "CANCELLED", True, id="as-sacct-says"),
        pytest.param("PENDING,REQUEUED", "PENDING", False, id="with-flag"),
        pytest.param("OUT_OF_MEMORY", "OUT_OF_MEMORY", True, id="out-of-memory"),
        pytest.param("", "", False, id="unknown"),
    ],
)
def test_parse_job_state(text: str, state: str, *, finished: bool) -> None:
    assert scontrol.parse_job_state(text) == state
    assert scontrol.is_finished({"JobState": text}) is finished


@pytest.mark.parametrize(
    ("text", "states", "usable"),
    [
        pytest.param("IDLE", {"IDLE"}, True, id="idle"),
        pytest.param("MIXED+PLANNED", {"MIXED", "PLANNED"}, True, id="planned"),
        pytest.param("IDLE~", {"IDLE", "POWERED_DOWN"}, True, id="powered-down-wakes"),
        pytest.param("IDLE+DRAIN", {"IDLE", "DRAIN"}, False, id="drained"),
        pytest.param("IDLE*", {"IDLE", "NOT_RESPONDING"}, False, id="no-answer"),
        pytest.param("DOWN*+DRAIN", {"DOWN", "NOT_RESPONDING", "DRAIN"}, False, id="down"),
        pytest.param("unknown", {"UNKNOWN"}, False, id="unknown"),
    ],
)
def test_parse_node_states(text: str, states: set[str], *, usable: bool) -> None:
    assert scontrol.parse_node_states(text) == states
    assert scontrol.is_usable({"State": text}) is usable


@pytest.mark.parametrize(
    ("record", "memory"),
    [
        pytest.param({"TRES": "cpu=1,mem=100M,node=1"}, 100, id="22.05"),
        pytest.param({"ReqTRES": "mem=9M", "AllocTRES": "cpu=1,mem=1.5G"}, 1536, id="24.11"),
        pytest.param({"AllocTRES": "(null)"}, 0, id="pending"),
        pytest.param({}, 0, id="none"),
    ],
)
def test_parse_memory(record: dict[str, str], memory: int) -> None:
    given_memory = scontrol.trackable_resources(record).get("mem", "0")
    assert scontrol.parse_memory(given_memory) == memory


def test_invalid_memory() -> None:
    with pytest.raises(ClusterError, match="'much' is not an amount of memory"):
        scontrol.parse_memory("much")
