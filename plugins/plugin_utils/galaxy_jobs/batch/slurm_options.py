# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Options of a job for Slurm, and the request that they make."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Mapping, Sequence

from ._slurm_data import DRMAA, SBATCH
from .request import Flaw, Kind, Request

Takes = t.Literal["text", "number", "nodes", "memory", "time", "switch", "option"]


class Option(t.NamedTuple):
    """An option: its long name, its short name or nothing, and how its value is read."""

    name: str
    short: str
    takes: Takes


class Setting(t.NamedTuple):
    """An option with its value, at text[start:end] of the specification."""

    option: Option
    written: str
    value: str
    start: int
    end: int


def _table(text: str) -> dict[str, Option]:
    """Return the options by each of their names, dashes included."""
    table = {}
    for line in text.split("\n")[1:-1]:
        name, short, takes = line.split()
        option = Option(name, "" if short == "-" else short, t.cast(Takes, takes))
        table[f"--{name}"] = option
        if option.short:
            table[f"-{option.short}"] = option
    return table


DRMAA_OPTIONS = _table(DRMAA)
SBATCH_OPTIONS = _table(SBATCH)


def request_of(settings: Sequence[Setting], values: Mapping[str, t.Any]) -> Request:
    """Return what settings ask for; values are what they were read as, by the option's name."""
    texts = {setting.option.name: setting.value for setting in settings}
    nodes = values.get("nodes")
    tasks = _tasks(values, nodes)
    cores = _cores(values, nodes, tasks)
    per_core = values.get("mem-per-cpu")
    memory = values.get("mem")
    if memory is None and per_core is not None:
        memory = per_core * -(-(cores or 1) // (nodes or 1))
    return Request(
        cores=cores,
        nodes=nodes,
        memory_mb=memory,
        seconds=values.get("time", values.get("time_limit")),
        partition=texts.get("partition"),
        qos=texts.get("qos"),
        account=texts.get("account"),
        reservation=texts.get("reservation"),
        features=texts.get("constraint"),
        gres=_gres(texts),
        exclusive="exclusive" in texts,
        tasks=tasks if tasks != 1 else None,
    )


def spread(settings: Sequence[Setting], values: Mapping[str, int]) -> Iterator[Flaw]:
    """Yield what gives a job cores on nodes other than the one that its tool runs on.

    Galaxy 26.1.2, CLUSTER_SLOTS_STATEMENT.sh: GALAXY_SLOTS are the cores of that node.
    """
    named = {setting.option.name: setting for setting in settings}
    if values.get("nodes", 1) > 1:
        yield flaw_of(named["nodes"], "two-nodes")
    elif values.get("ntasks", 1) > 1 and not _KEEPS_TOGETHER & {*named}:
        yield flaw_of(named["ntasks"], "may-spread")


_KEEPS_TOGETHER = frozenset({"nodes", "ntasks-per-node", "tasks-per-node", "nodelist", "mincpus"})


def flaw_of(setting: Setting, kind: Kind) -> Flaw:
    """Return what is wrong with a setting."""
    return Flaw(kind, setting.written, setting.value, setting.start, setting.end)


def _tasks(values: Mapping[str, int], nodes: int | None) -> int | None:
    per_node = values.get("ntasks-per-node", values.get("tasks-per-node"))
    if "ntasks" not in values and per_node is not None:
        return per_node * (nodes or 1)
    return values.get("ntasks")


def _cores(values: Mapping[str, int], nodes: int | None, tasks: int | None) -> int | None:
    """Return the cores of all nodes; tasks that are not counted are one."""
    each = values.get("cpus-per-task")
    least = values.get("mincpus")
    asked = None if tasks is None and each is None else (tasks or 1) * (each or 1)
    known = [number for number in (asked, least and least * (nodes or 1)) if number is not None]
    return max(known) if known else None


def _gres(texts: Mapping[str, str]) -> tuple[str, ...]:
    asked = [part for part in texts.get("gres", "").split(",") if part]
    for name in ("gpus", "gpus-per-node"):
        if name in texts:
            asked.append(f"gpu:{texts[name]}")
    return tuple(asked)
