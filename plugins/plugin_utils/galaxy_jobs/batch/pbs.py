# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Resources of PBS: nodes and ppn of Torque, select of OpenPBS and PBS Pro.

Sources: pbs_resources(7) of Torque 6.1 and of OpenPBS 23.06; Galaxy 26.1.2,
galaxy/jobs/runners/pbs.py and galaxy/jobs/runners/util/cli/job/torque.py.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator, Mapping

from .amounts import parse_mebibytes, parse_time
from .request import OptionProblem, ParsedRequest, ProblemKind, ResourceRequest

SYSTEM = "PBS"

_PART = re.compile(r"([\w.]+)=([^,\s]+)")
_CHUNK = re.compile(r"(?:(\d+)(?::|$))?(.*)")


class _Chunks(t.NamedTuple):
    """The number of nodes, their cores in total, and the MiB of the largest chunk."""

    nodes: int = 0
    cores: int = 0
    memory_mb: int | None = None


def read(params: Mapping[str, str]) -> ParsedRequest:
    """Return the request of parameters: Resource_List or -l, destination or -q, and so on."""
    problems: list[OptionProblem] = []
    values: dict[str, t.Any] = {}
    for name in ("Resource_List", "-l"):
        for part, value in _parts(params.get(name, ""), name, problems):
            values[part] = value
    queue = params.get("destination", params.get("-q", "")).partition("@")[0]
    account = params.get("Account_Name", params.get("-A"))
    return ParsedRequest(SYSTEM, _request(values, queue or None, account), tuple(problems))


def read_text(text: str) -> ParsedRequest:
    """Return the request of a native specification: options of qsub; -l may be repeated."""
    resources = ",".join(re.findall(r"(?:^|\s)-l\s+(\S+)", text))
    queue = re.search(r"(?:^|\s)-q\s+(\S+)", text)
    parsed = read({"-l": resources, "-q": queue[1] if queue else ""})
    return parsed._replace(problems=tuple(_locate(problem, text) for problem in parsed.problems))


def _locate(problem: OptionProblem, text: str) -> OptionProblem:
    start = text.find(f"{problem.option}={problem.value}")
    return problem._replace(
        start=start, end=start + len(problem.option) + len(problem.value) + 1, param=""
    )


def _parts(text: str, param: str, problems: list[OptionProblem]) -> Iterator[tuple[str, t.Any]]:
    for match in _PART.finditer(text):
        name, value = match.groups()
        if name not in _READERS:
            continue
        kind, reader = _READERS[name]
        try:
            yield name, reader(value)
        except ValueError:
            problems.append(OptionProblem(kind, name, value, *match.span(), param))


def _request(
    values: Mapping[str, t.Any], queue: str | None, account: str | None
) -> ResourceRequest:
    chunks: _Chunks | None = values.get("nodes") or values.get("select")
    cores = chunks.cores if chunks else values.get("ncpus") or values.get("procs")
    nodes = chunks.nodes if chunks else None
    return ResourceRequest(
        cores=cores,
        nodes=nodes,
        memory_mb=_memory(values, chunks, cores),
        seconds=values.get("walltime"),
        partition=queue,
        account=account,
    )


def _memory(values: Mapping[str, t.Any], chunks: _Chunks | None, cores: int | None) -> int | None:
    """Return the memory on each node: mem is per job, pmem per core."""
    nodes = max(chunks.nodes, 1) if chunks else 1
    if chunks and chunks.memory_mb is not None:
        return chunks.memory_mb
    for name in ("mem", "vmem"):
        if name in values:
            return int(-(-values[name] // nodes))
    for name in ("pmem", "pvmem"):
        if name in values:
            return int(values[name] * -(-(cores or 1) // nodes))
    return None


def _chunks(text: str) -> _Chunks:
    """Return the value of nodes= or select=: chunks with a + between, each after its number."""
    total = _Chunks()
    for chunk in text.split("+"):
        match = t.cast("re.Match[str]", _CHUNK.fullmatch(chunk))
        count = int(match[1] or 1)
        resources = dict(part.split("=", 1) for part in match[2].split(":") if "=" in part)
        cores = int(resources.get("ppn", resources.get("ncpus", "1")))
        memory = total.memory_mb
        if "mem" in resources:
            memory = max(memory or 0, _size(resources["mem"]))
        total = _Chunks(total.nodes + count, total.cores + count * cores, memory)
    return total


def _size(text: str) -> int:
    return parse_mebibytes(text, 1, "b?|w")


_READERS: dict[str, tuple[ProblemKind, t.Callable[[str], t.Any]]] = {
    "nodes": ("invalid-number", _chunks),
    "select": ("invalid-number", _chunks),
    "ncpus": ("invalid-number", int),
    "procs": ("invalid-number", int),
    "walltime": ("invalid-time", parse_time),
    **{name: ("invalid-memory", _size) for name in ("mem", "vmem", "pmem", "pvmem")},
}
