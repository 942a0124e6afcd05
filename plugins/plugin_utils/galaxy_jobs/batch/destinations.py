# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Destinations that are given by what their jobs ask for."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence

from ....module_utils._errors import ClusterError
from ....module_utils._slurm.scontrol import seconds as slurm_seconds
from ..words import did_you_mean
from .amounts import mebibytes
from .request import Request
from .write import write

_MIB = 1024**2
_COUNTS = ("cores", "nodes")
_WORDS = ("partition", "qos", "account", "reservation", "features")
# What stands in the environment as it is given.
_SETTINGS = ("runner", "tags", "shell", "env", "resubmit", "metrics")
_KEYS = ("id", "system", "memory", "time", "gres", "exclusive", "params")
KNOWN = frozenset((*_COUNTS, *_WORDS, *_SETTINGS, *_KEYS))


def with_destinations(
    conf: Mapping[str, t.Any], destinations: Sequence[Mapping[str, t.Any]]
) -> dict[str, t.Any]:
    """Return a job_conf in the form of YAML with an environment for each destination.

    A destination has an id, a runner of the job_conf and what its jobs ask for: cores, nodes,
    memory (MiB, or a text such as '8G', on each node), time (seconds, or a text such as
    '24:00:00') and what else a Request has. params are more parameters of the runner, system is
    the batch system where the runner leaves it open. Raises ClusterError.
    """
    execution = dict(conf.get("execution") or {})
    environments = dict(execution.get("environments") or {})
    for number, given in enumerate(destinations, 1):
        name = given.get("id")
        if not name:
            raise ClusterError(
                f"destination {number} has no id; expected one, such as 'id: slurm'."
            )
        if name in environments:
            raise ClusterError(f"destination '{name}' is defined twice; expected another id.")
        try:
            environments[name] = _environment(given, conf.get("runners") or {})
        except ClusterError as error:
            raise ClusterError(f"destination '{name}': {error}") from None
    return {**conf, "execution": {**execution, "environments": environments}}


def _environment(given: Mapping[str, t.Any], runners: Mapping[str, t.Any]) -> dict[str, t.Any]:
    for key in given:
        if key not in KNOWN:
            raise ClusterError(f"'{key}' is not known.{did_you_mean(key, KNOWN)}")
    runner = str(given.get("runner"))
    load = (runners.get(runner) or {}).get("load")
    if not load:
        hint = did_you_mean(runner, runners)
        raise ClusterError(f"the runner '{runner}' is not among runners, or has no load.{hint}")
    params = write(load, _request(given), given.get("system"))
    settings = {key: given[key] for key in _SETTINGS if given.get(key) is not None}
    return {**settings, **params, **(given.get("params") or {})}


def _request(given: Mapping[str, t.Any]) -> Request:
    counts: dict[str, t.Any] = {
        key: _count(given[key], key) for key in _COUNTS if given.get(key) is not None
    }
    words: dict[str, t.Any] = {key: str(given[key]) for key in _WORDS if given.get(key) is not None}
    return Request(
        **counts,
        **words,
        memory_mb=_memory(given.get("memory")),
        seconds=_time(given.get("time")),
        gres=tuple(given.get("gres") or ()),
        exclusive=bool(given.get("exclusive")),
    )


def _count(value: object, key: str) -> int:
    text = str(value)
    if not text.isdigit() or int(text) == 0:
        raise ClusterError(f"{key} is '{value}'; expected a number from 1.")
    return int(text)


def _memory(value: object) -> int | None:
    if value is None:
        return None
    try:
        memory = mebibytes(str(value).replace(" ", ""), _MIB, "i?b?")
    except ValueError:
        memory = 0
    if memory < 1:
        raise ClusterError(f"memory is '{value}'; expected MiB, or a text such as '8G'.")
    return memory


def _time(value: object) -> int | None:
    """Return seconds; a time without quotes is a number of them, since YAML reads it as that."""
    if value is None:
        return None
    text = str(value)
    try:
        seconds = int(text) if isinstance(value, int) else _clock(text)
    except ClusterError:
        seconds = 0
    if seconds < 1:
        raise ClusterError(
            f"time is '{value}'; expected a text such as '24:00:00' or '1-12:00:00'."
        )
    return seconds


def _clock(text: str) -> int:
    """Return the seconds of a time that cannot be taken for another. Raises ClusterError."""
    if text.count(":") != 2 and "-" not in text:
        raise ClusterError(text)
    return slurm_seconds(text) or 0
