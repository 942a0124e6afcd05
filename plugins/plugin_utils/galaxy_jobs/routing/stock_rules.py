# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The types of dynamic destinations that Galaxy brings, apart from tool destinations.

Galaxy 26.1.2: galaxy/jobs/stock_rules.py, galaxy/jobs/rule_helper.py.
"""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Mapping

from ..job import FailsError, Failure, Job, Step, crash
from .model import Target

# Parameters of a dynamic destination that replace arguments which Galaxy itself would pass.
_RESERVED = {
    "choose_one": ("rule_helper", "job"),
    "burst": ("rule_helper",),
    "docker_dispatch": ("rule_helper", "tool"),
}
_REQUIRED = {
    "choose_one": ("destination_ids",),
    "burst": ("from_destination_ids", "to_destination_id", "num_jobs"),
    "docker_dispatch": ("docker_destination_id", "default_destination_id"),
}


class Choice(t.NamedTuple):
    """A name that a dynamic destination may choose, and the step to it, or a failure."""

    name: str
    step: Step
    failure: Failure | None = None


def reserved_parameter(name: str, target: Target) -> FailsError:
    """Return the error for a parameter that has the name of one of Galaxy's arguments."""
    cause = f"Parameter '{name}' of '{target.id}' replaces Galaxy's own '{name}'."
    return crash(cause, target.place)


def _check_parameters(kind: str, target: Target) -> None:
    for name in _RESERVED[kind]:
        if name in target.params:
            raise reserved_parameter(name, target)
    for name in _REQUIRED[kind]:
        if name not in target.params:
            raise crash(f"'{target.id}' lacks the parameter '{name}'.", target.place)


def _as_list(data: object) -> list[t.Any]:
    """Return the items of a list, or of a string with commas: galaxy/util, listify."""
    if isinstance(data, str) and "," in data:
        return list(data.split(","))
    if isinstance(data, list):
        return data
    return [data] if data else []


def _choose_one(target: Target, job: Job) -> list[Choice]:
    _check_parameters("choose_one", target)
    hash_by = _hash_by(target, job)
    names = _as_list(target.params["destination_ids"])
    if not names:
        raise crash(f"'destination_ids' of '{target.id}' is empty.", target.place)
    if len(names) == 1:
        because = "the only choice"
    elif hash_by == "job":
        because = f"one of {len(names)}, by job id"
    else:
        because = f"one of {len(names)}, the same for all jobs of a {hash_by}"
    return [
        Choice(name, Step(f"'{target.id}' chooses '{name}'", because))
        for name in dict.fromkeys(map(str, names))
    ]


def _hash_by(target: Target, job: Job) -> str:
    """Return the property that decides the choice, outside of workflows: job_hash."""
    hash_by = target.params.get("hash_by", "job")
    for name in ["job"] if hash_by is None else _as_list(hash_by):
        if name not in ("job", "user", "history", "workflow_invocation"):
            raise crash(f"Unknown hash_by '{name}' of '{target.id}'.", target.place)
        if name in ("job", "history") or (name == "user" and job.user):
            return str(name)
    return "job"


def _burst(target: Target, _job: Job) -> list[Choice]:
    _check_parameters("burst", target)
    sources = _as_list(target.params["from_destination_ids"])
    burst_to = str(target.params["to_destination_id"])
    num_jobs = target.params["num_jobs"]
    try:
        limit = int(num_jobs)
    except (TypeError, ValueError, OverflowError):
        cause = f"'num_jobs' of '{target.id}' must be a number, not '{num_jobs}'."
        raise crash(cause, target.place) from None
    counted = ", ".join(map(str, sources))
    step = Step(f"'{target.id}' bursts to '{burst_to}'", f"at least {limit} jobs at {counted}")
    burst = Choice(burst_to, step)
    if limit < 1:
        return [burst]
    if not sources:
        raise crash(f"'from_destination_ids' of '{target.id}' is empty.", target.place)
    first = str(sources[0])
    step = Step(f"'{target.id}' stays at '{first}'", f"fewer than {limit} jobs at {counted}")
    return [Choice(first, step), burst]


def _docker_dispatch(target: Target, _job: Job) -> list[Choice]:
    _check_parameters("docker_dispatch", target)
    with_docker = str(target.params["docker_destination_id"])
    without_docker = str(target.params["default_destination_id"])
    prefix = f"'{target.id}' dispatches to"
    return [
        Choice(
            with_docker, Step(f"{prefix} '{with_docker}'", "if the tool has a Docker container")
        ),
        Choice(
            without_docker,
            Step(f"{prefix} '{without_docker}'", "if the tool has no Docker container"),
        ),
    ]


# Each raises FailsError if Galaxy fails the job.
STOCK_RULES: Mapping[str, Callable[[Target, Job], list[Choice]]] = {
    "choose_one": _choose_one,
    "burst": _burst,
    "docker_dispatch": _docker_dispatch,
}
