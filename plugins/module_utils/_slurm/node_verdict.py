# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Checks whether Slurm would start jobs on a node, and explains why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .scontrol import UNUSABLE, is_usable, parse_node_states, parse_records

# The end of a Reason: its author and time.
_AUTHOR = re.compile(r"\[([^@\]]+)@[^\]]*\]\s*$")

# States that a node leaves by itself.
_TRANSIENT = {
    "UNKNOWN": "its slurmd has not registered with slurmctld yet",
    "NOT_RESPONDING": "its slurmd does not respond to slurmctld",
    "COMPLETING": "it is still cleaning up after a job",
}


@dataclass(frozen=True)
class Verdict:
    """The state of a node, and the problem or warnings if it starts no jobs."""

    node: str = ""
    state: str = ""
    problem: str = ""
    warnings: tuple[str, ...] = ()


def find_record(text: str, hostname: str) -> Mapping[str, str] | None:
    """Return the record of a host's node in the output of `scontrol -o show node`.

    As in slurmd, a host without a node of its name is the node localhost (Slurm 22.05,
    src/slurmd/slurmd/slurmd.c, _read_config).
    """
    short = hostname.split(".")[0]
    records = parse_records(text)
    for names in ({hostname, short}, {"localhost"}):
        for record in records:
            if {record.get("NodeName"), record.get("NodeHostName")} & names:
                return record
    return None


def judge(record: Mapping[str, str] | None, hostname: str, slurm_user: str) -> Verdict:
    """Return the verdict on the node of a host."""
    if record is None:
        return Verdict(
            problem=f"slurmctld does not know the node '{hostname}'; expected a node with this "
            "name in slurm_nodes."
        )
    node, state = record["NodeName"], record.get("State", "UNKNOWN")
    words = parse_node_states(state)
    if is_usable(record) and not words & {*_TRANSIENT}:
        return Verdict(node, state)
    if words & (UNUSABLE | {*_TRANSIENT}) == {"MAINT"}:
        warning = f"node '{node}' does not accept jobs during its maintenance reservation"
        return Verdict(node, state, warnings=(warning,))
    reason = record.get("Reason", "")
    author = _AUTHOR.search(reason)
    if "DRAIN" in words and author and author.group(1) != slurm_user:
        warning = f"node '{node}' does not accept jobs because an operator drained it: {reason}"
        return Verdict(node, state, warnings=(warning,))
    because = reason or "; ".join(_TRANSIENT[word] for word in words if word in _TRANSIENT)
    return Verdict(
        node,
        state,
        problem=f"node '{node}' is {state}, expected IDLE: {because or 'Slurm gives no reason'}.",
    )
