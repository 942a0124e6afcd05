# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Parses the output of C(scontrol -o show ...), including states and times."""

from __future__ import annotations

import re
import typing as t

from .._errors import ClusterError

if t.TYPE_CHECKING:
    from collections.abc import Iterator

# Final base states of a job. COMPLETING is not final.
FINISHED = frozenset(
    {
        "BOOT_FAIL",
        "CANCELLED",
        "COMPLETED",
        "DEADLINE",
        "FAILED",
        "NODE_FAIL",
        "OUT_OF_MEMORY",
        "PREEMPTED",
        "REVOKED",
        "TIMEOUT",
    }
)

# Nodes with these states or flags start no new jobs. A powered down node is usable: Slurm powers it
# up.
UNUSABLE = frozenset(
    {
        "DOWN",
        "DRAIN",
        "DRAINED",
        "DRAINING",
        "ERROR",
        "FAIL",
        "FAILING",
        "FUTURE",
        "INVALID_REG",
        "MAINT",
        "NOT_RESPONDING",
        "UNKNOWN",
    }
)

# Node state suffixes in slurm.h: "IDLE*" is a node that does not respond.
_NODE_SUFFIXES = {
    "*": "NOT_RESPONDING",
    "~": "POWERED_DOWN",
    "#": "POWERING_UP",
    "%": "POWERING_DOWN",
    "$": "MAINT",
    "@": "REBOOT_ISSUED",
    "^": "REBOOT_ISSUED",
    "!": "POWER_DOWN",
    "-": "PLANNED",
}

_FIELD = re.compile(r"([A-Z][\w:/]*)=(.*)", re.DOTALL)

# Users write these values, so they may contain words such as "Ticket=42". Only a field that
# scontrol prints after such a value ends it (slurm_sprint_job_info, slurm_sprint_node_table).
_JOB_END = frozenset(
    [
        "AdminComment",
        "SystemComment",
        "Comment",
        "Extra",
        "StdErr",
        "StdIn",
        "StdOut",
        "Power",
        "Switches",
        "CpusPerTres",
        "MemPerTres",
        "TresBind",
        "TresFreq",
        "TresPerJob",
        "TresPerNode",
        "TresPerSocket",
        "TresPerTask",
        "NtasksPerTRES",
        "OOMKillStep",
        "MailUser",
        "MailType",
        "Container",
        "ContainerID",
    ]
)
_NODE_END = frozenset({"Comment", "Extra", "Reason"})
_ENDS_TEXT = {
    "JobName": frozenset({"UserId"}),
    "Command": frozenset({"WorkDir"}),
    "WorkDir": _JOB_END,
    "AdminComment": _JOB_END,
    "SystemComment": _JOB_END,
    "Comment": _JOB_END | _NODE_END,
    "Extra": _JOB_END | _NODE_END,
    "StdErr": _JOB_END,
    "StdIn": _JOB_END,
    "StdOut": _JOB_END,
    "OS": frozenset({"RealMemory"}),
    "Reason": _NODE_END | {"Dependency", "FailedNode"},
}

_TIME = re.compile(r"(?:(?P<days>\d+)-)?(?P<clock>\d+(?::\d+){0,2})")
_NO_LIMIT = frozenset({"UNLIMITED", "INFINITE", "NONE", "PARTITION_LIMIT", "NOT_SET", "N/A"})
_EXIT_CODE = re.compile(r"(\d+):(\d+)")


class ScontrolError(ClusterError):
    """Unexpected output of Slurm."""


def parse_records(text: str) -> list[dict[str, str]]:
    """Return one dictionary per record (job, node, partition, ...) of C(scontrol -o show).

    Text without records ("No jobs in the system") gives an empty list. The first value of a
    duplicate key wins, as in the lines of C(-d) for each node.
    """
    first = _FIELD.match(text.lstrip())
    if first is None:
        return []
    # A comment may contain line breaks, so only the first key starts a new record.
    starts = re.split(rf"^(?={re.escape(first.group(1))}=)", text, flags=re.MULTILINE)
    return [_record(part.strip("\n")) for part in starts if part.strip()]


def _record(line: str) -> dict[str, str]:
    record: dict[str, list[str]] = {}
    current = ""
    for word in line.split(" "):
        key, value = _field(word, current, record)
        if key:
            current = key
            record[key] = [value]
        else:
            record[current].append(word)
    return {key: " ".join(words).strip(" ") for key, words in record.items()}


def _field(word: str, current: str, record: dict[str, list[str]]) -> tuple[str, str]:
    """Return the key and value that this word starts, or ("", "") if it continues a value."""
    match = _FIELD.fullmatch(word)
    if match is None or match.group(1) in record:
        return "", ""
    key, value = match.groups()
    ends = _ENDS_TEXT.get(current)
    return (key, value) if ends is None or key in ends else ("", "")


def parse_time(text: str) -> int | None:
    """Return the seconds of a time in Slurm's syntax, None for no limit.

    Slurm accepts M, M:S, H:M:S, D-H, D-H:M and D-H:M:S, and prints [D-]H:M:S.
    Raises ScontrolError for an invalid time.
    """
    if text.strip().upper() in _NO_LIMIT:
        return None
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ScontrolError(
            f"{text!r} is not a time limit in Slurm; expected minutes, H:MM:SS, D-H[:MM[:SS]] or "
            "UNLIMITED."
        )
    parts = [int(part) for part in match["clock"].split(":")]
    if match["days"] is not None:
        hours, minutes, secs = (*parts, 0, 0)[:3]
        return int(match["days"]) * 86400 + hours * 3600 + minutes * 60 + secs
    if len(parts) == 3:
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    return parts[0] * 60 + (parts[1] if len(parts) == 2 else 0)


def parse_exit_code(text: str) -> tuple[int, int]:
    """Return the exit code and signal in a text such as "3:0". Raises ScontrolError."""
    match = _EXIT_CODE.fullmatch(text.strip())
    if match is None:
        raise ScontrolError(
            f"{text!r} is not an exit code in Slurm; expected a format such as '3:0'."
        )
    return int(match.group(1)), int(match.group(2))


def parse_job_state(text: str) -> str:
    """Return the base state of "COMPLETED", "CANCELLED by 1000", "RUNNING,POWER_UP_NODE"."""
    return re.split(r"[ ,+]", text.strip(), maxsplit=1)[0].upper()


def is_finished(record: t.Mapping[str, str]) -> bool:
    """Return whether the job of this record is in a final state."""
    return parse_job_state(record.get("JobState", "")) in FINISHED


def parse_node_states(text: str) -> frozenset[str]:
    """Return the base state and flags: "IDLE*+DRAIN" is IDLE, NOT_RESPONDING and DRAIN."""
    return frozenset(_node_words(text.strip().upper()))


def _node_words(text: str) -> Iterator[str]:
    for word in text.split("+"):
        base = word.rstrip("".join(_NODE_SUFFIXES))
        yield base
        yield from (_NODE_SUFFIXES[suffix] for suffix in word[len(base) :])


def is_usable(node: t.Mapping[str, str]) -> bool:
    """Return whether Slurm would start a job on the node of this record."""
    return not parse_node_states(node.get("State", "UNKNOWN")) & UNUSABLE


def trackable_resources(record: t.Mapping[str, str]) -> dict[str, str]:
    """Return the resources allocated to the job, such as {"cpu": "2", "mem": "1000M"}.

    Slurm up to 22.05 prints TRES, later versions ReqTRES and AllocTRES.
    """
    text = record.get("AllocTRES", record.get("TRES", ""))
    pairs = (item.partition("=") for item in text.split(",") if "=" in item)
    return {name: value for name, _equals, value in pairs}


def parse_memory(text: str) -> int:
    """Return the megabytes of an amount such as "500M", "1.5G" or "1000" (megabytes).

    Raises ScontrolError for an invalid amount.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([KMGTP]?)", text.strip().upper())
    if match is None:
        raise ScontrolError(
            f"{text!r} is not an amount of memory; expected a number with K, M, G, T or P."
        )
    factor = {"K": 1 / 1024, "": 1, "M": 1, "G": 1024, "T": 1024**2, "P": 1024**3}
    return int(float(match.group(1)) * factor[match.group(2)])
