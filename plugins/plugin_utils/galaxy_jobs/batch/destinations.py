# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Destinations defined by the resources of their jobs."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence

from ....module_utils._errors import ClusterError
from ....module_utils._slurm.scontrol import parse_time as slurm_seconds
from ...spelling import did_you_mean
from .amounts import parse_mebibytes
from .request import ResourceRequest
from .write import write

_MIB = 1024**2
_COUNTS = ("cores", "nodes")
_WORDS = ("partition", "qos", "account", "reservation", "features")
# Copied to the environment unchanged.
_SETTINGS = ("runner", "tags", "shell", "env", "resubmit", "metrics")
_KEYS = ("id", "system", "memory", "time", "gres", "exclusive", "params")
KNOWN = frozenset((*_COUNTS, *_WORDS, *_SETTINGS, *_KEYS))


def with_destinations(
    conf: Mapping[str, t.Any], destinations: Sequence[Mapping[str, t.Any]]
) -> dict[str, t.Any]:
    """Return a YAML job_conf with an environment added for each destination.

    A destination has an id, a runner of the job_conf, and resources: cores, nodes, memory on each
    node (MiB, or a string such as '8G'), time (seconds, or a string such as '24:00:00') and other
    fields of a ResourceRequest. params are additional parameters of the runner, system is the
    batch system if the runner supports several. Raises ClusterError.
    """
    execution = dict(conf.get("execution") or {})
    environments = dict(execution.get("environments") or {})
    for number, destination in enumerate(destinations, 1):
        name = destination.get("id")
        if not name:
            raise ClusterError(
                f"destination {number}: missing 'id'; expected a name, such as 'id: slurm'."
            )
        if name in environments:
            raise ClusterError(f"destination '{name}': duplicate id; choose another one.")
        try:
            environments[name] = _environment(destination, conf.get("runners") or {})
        except ClusterError as error:
            raise ClusterError(f"destination '{name}': {error}") from None
    return {**conf, "execution": {**execution, "environments": environments}}


def _environment(
    destination: Mapping[str, t.Any], runners: Mapping[str, t.Any]
) -> dict[str, t.Any]:
    for key in destination:
        if key not in KNOWN:
            raise ClusterError(f"unknown key '{key}'.{did_you_mean(key, KNOWN)}")
    runner = str(destination.get("runner"))
    load = (runners.get(runner) or {}).get("load")
    if not load:
        hint = did_you_mean(runner, runners)
        raise ClusterError(f"runner '{runner}' is unknown or has no 'load'.{hint}")
    params = write(load, _request(destination), destination.get("system"))
    settings = {key: destination[key] for key in _SETTINGS if destination.get(key) is not None}
    return {**settings, **params, **(destination.get("params") or {})}


def _request(destination: Mapping[str, t.Any]) -> ResourceRequest:
    counts: dict[str, t.Any] = {
        key: _count(destination[key], key) for key in _COUNTS if destination.get(key) is not None
    }
    words: dict[str, t.Any] = {
        key: str(destination[key]) for key in _WORDS if destination.get(key) is not None
    }
    return ResourceRequest(
        **counts,
        **words,
        memory_mb=_memory(destination.get("memory")),
        seconds=_time(destination.get("time")),
        gres=tuple(destination.get("gres") or ()),
        exclusive=bool(destination.get("exclusive")),
    )


def _count(value: object, key: str) -> int:
    text = str(value)
    if not text.isdigit() or int(text) == 0:
        raise ClusterError(f"invalid {key} '{value}'; expected a number from 1.")
    return int(text)


def _memory(value: object) -> int | None:
    if value is None:
        return None
    try:
        memory = parse_mebibytes(str(value).replace(" ", ""), _MIB, "i?b?")
    except ValueError:
        memory = 0
    if memory < 1:
        raise ClusterError(f"invalid memory '{value}'; expected MiB, or a string such as '8G'.")
    return memory


def _time(value: object) -> int | None:
    """Return seconds; YAML reads a time without quotes as a number of seconds."""
    if value is None:
        return None
    text = str(value)
    try:
        seconds = int(text) if isinstance(value, int) else _parse_time(text)
    except ClusterError:
        seconds = 0
    if seconds < 1:
        raise ClusterError(
            f"invalid time '{value}'; expected a string such as '24:00:00' or '1-12:00:00'."
        )
    return seconds


def _parse_time(text: str) -> int:
    """Return the seconds of a time that is not ambiguous. Raises ClusterError."""
    if text.count(":") != 2 and "-" not in text:
        raise ClusterError(text)
    return slurm_seconds(text) or 0
