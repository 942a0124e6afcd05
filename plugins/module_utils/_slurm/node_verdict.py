# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Whether Slurm would start jobs on a node, and if not, why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .scontrol import UNUSABLE, is_usable, node_states, parse_records

# The end of a Reason: who set it, and when.
_AUTHOR = re.compile(r"\[([^@\]]+)@[^\]]*\]\s*$")

# States in which a node may be used soon, without anyone doing anything.
_ON_THEIR_WAY = {
    "UNKNOWN": "slurmctld has not heard of its slurmd yet",
    "NOT_RESPONDING": "its slurmd does not answer slurmctld",
    "COMPLETING": "it is still cleaning up after a job",
}


@dataclass(frozen=True)
class Verdict:
    """What was found of a node: its state, or the problem that keeps jobs away from it."""

    node: str = ""
    state: str = ""
    problem: str = ""
    warnings: tuple[str, ...] = ()


def own_record(text: str, hostname: str) -> Mapping[str, str] | None:
    """Return the record of the node that a host is; text is what `scontrol -o show node` prints.

    As slurmd does, the host takes the node localhost when there is none of its own name
    (Slurm 22.05, src/slurmd/slurmd/slurmd.c, _read_config).
    """
    short = hostname.split(".")[0]
    records = parse_records(text)
    for names in ({hostname, short}, {"localhost"}):
        for record in records:
            if {record.get("NodeName"), record.get("NodeHostName")} & names:
                return record
    return None


def judge(record: Mapping[str, str] | None, hostname: str, slurm_user: str) -> Verdict:
    """Return whether the node takes jobs."""
    if record is None:
        return Verdict(
            problem=f"slurmctld knows no node '{hostname}'; expected one of that name in "
            "slurm_nodes."
        )
    node, state = record["NodeName"], record.get("State", "UNKNOWN")
    words = node_states(state)
    if is_usable(record) and not words & {*_ON_THEIR_WAY}:
        return Verdict(node, state)
    if words & (UNUSABLE | {*_ON_THEIR_WAY}) == {"MAINT"}:
        warning = f"node '{node}' takes no jobs while its reservation for maintenance lasts"
        return Verdict(node, state, warnings=(warning,))
    reason = record.get("Reason", "")
    author = _AUTHOR.search(reason)
    if "DRAIN" in words and author and author.group(1) != slurm_user:
        warning = f"node '{node}' takes no jobs, since an operator has drained it: {reason}"
        return Verdict(node, state, warnings=(warning,))
    because = reason or "; ".join(_ON_THEIR_WAY[word] for word in words if word in _ON_THEIR_WAY)
    return Verdict(
        node,
        state,
        problem=f"node '{node}' is {state}, expected IDLE: {because or 'Slurm gives no reason'}.",
    )
