# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Options of Slurm jobs, and the request that they add up to."""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Iterator, Mapping, Sequence

from ._slurm_data import DRMAA, SBATCH
from .request import OptionProblem, ProblemKind, ResourceRequest

ValueKind = t.Literal["text", "number", "nodes", "memory", "time", "switch", "option"]


class RequestOption(t.NamedTuple):
    """An option: its long name, its short name or '', and how its value is read."""

    name: str
    short: str
    value_kind: ValueKind


class Setting(t.NamedTuple):
    """An option with its value, at text[start:end] of the specification."""

    option: RequestOption
    written: str
    value: str
    start: int
    end: int


# How the values of a kind are parsed, and the problem if they cannot be.
Readers = Mapping[str, tuple[ProblemKind, Callable[[str], t.Optional[int]]]]


def _table(text: str) -> dict[str, RequestOption]:
    """Return the options by each of their names, dashes included."""
    table = {}
    for line in text.split("\n")[1:-1]:
        name, short, value_kind = line.split()
        option = RequestOption(name, "" if short == "-" else short, t.cast(ValueKind, value_kind))
        table[f"--{name}"] = option
        if option.short:
            table[f"-{option.short}"] = option
    return table


DRMAA_OPTIONS = _table(DRMAA)
SBATCH_OPTIONS = _table(SBATCH)


def request_of(settings: Sequence[Setting], values: Mapping[str, t.Any]) -> ResourceRequest:
    """Return the request of settings; values are their parsed values by long name."""
    texts = {setting.option.name: setting.value for setting in settings}
    nodes = values.get("nodes")
    tasks = _tasks(values, nodes)
    cores = _cores(values, nodes, tasks)
    per_core = values.get("mem-per-cpu")
    memory = values.get("mem")
    if memory is None and per_core is not None:
        memory = per_core * -(-(cores or 1) // (nodes or 1))
    return ResourceRequest(
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


def find_spread(settings: Sequence[Setting], values: Mapping[str, int]) -> Iterator[OptionProblem]:
    """Yield settings that may give a job cores on nodes where its tool does not run.

    Galaxy 26.1.2, CLUSTER_SLOTS_STATEMENT.sh: GALAXY_SLOTS counts the cores of one node.
    """
    by_name = {setting.option.name: setting for setting in settings}
    if values.get("nodes", 1) > 1:
        yield problem_with(by_name["nodes"], "several-nodes")
    elif values.get("ntasks", 1) > 1 and not _KEEPS_TOGETHER & {*by_name}:
        yield problem_with(by_name["ntasks"], "spread-tasks")


_KEEPS_TOGETHER = frozenset({"nodes", "ntasks-per-node", "tasks-per-node", "nodelist", "mincpus"})


def problem_with(setting: Setting, kind: ProblemKind) -> OptionProblem:
    """Return a problem of a setting."""
    return OptionProblem(
        kind=kind, option=setting.written, value=setting.value, start=setting.start, end=setting.end
    )


def parse_value(setting: Setting, readers: Readers) -> int | None | OptionProblem:
    """Return the number that a setting stands for, None without one, or what is wrong."""
    kind, reader = readers.get(setting.option.value_kind, (None, None))
    if kind is None or reader is None:
        return None
    try:
        return reader(setting.value)
    except ValueError:
        return problem_with(setting, kind)


def _tasks(values: Mapping[str, int], nodes: int | None) -> int | None:
    per_node = values.get("ntasks-per-node", values.get("tasks-per-node"))
    if "ntasks" not in values and per_node is not None:
        return per_node * (nodes or 1)
    return values.get("ntasks")


def _cores(values: Mapping[str, int], nodes: int | None, tasks: int | None) -> int | None:
    """Return the cores over all nodes; without a number of tasks there is one."""
    per_task = values.get("cpus-per-task")
    minimum = values.get("mincpus")
    requested = None if tasks is None and per_task is None else (tasks or 1) * (per_task or 1)
    known = [
        number for number in (requested, minimum and minimum * (nodes or 1)) if number is not None
    ]
    return max(known) if known else None


def _gres(texts: Mapping[str, str]) -> tuple[str, ...]:
    gres = [part for part in texts.get("gres", "").split(",") if part]
    for name in ("gpus", "gpus-per-node"):
        if name in texts:
            gres.append(f"gpu:{texts[name]}")
    return tuple(gres)
