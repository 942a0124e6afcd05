# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Resources of PBS: Torque's nodes and ppn, the select of OpenPBS and PBS Pro.

Sources: pbs_resources(7) of Torque 6.1 and of OpenPBS 23.06; Galaxy 26.1.2,
galaxy/jobs/runners/pbs.py and galaxy/jobs/runners/util/cli/job/torque.py.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator, Mapping

from .amounts import clock, mebibytes
from .request import Flaw, Kind, Native, Request

SYSTEM = "PBS"

_PART = re.compile(r"([\w.]+)=([^,\s]+)")
_CHUNK = re.compile(r"(?:(\d+)(?::|$))?(.*)")


class _Chunks(t.NamedTuple):
    """Nodes, the cores of all of them, and the memory of the largest chunk, in MiB."""

    nodes: int = 0
    cores: int = 0
    memory_mb: int | None = None


def read(params: Mapping[str, str]) -> Native:
    """Return what parameters ask for: Resource_List or -l, destination or -q, and so on."""
    flaws: list[Flaw] = []
    seen: dict[str, t.Any] = {}
    for name in ("Resource_List", "-l"):
        for part, value in _parts(params.get(name, ""), name, flaws):
            seen[part] = value
    queue = params.get("destination", params.get("-q", "")).partition("@")[0]
    account = params.get("Account_Name", params.get("-A"))
    return Native(SYSTEM, _request(seen, queue or None, account), tuple(flaws))


def read_text(text: str) -> Native:
    """Return what a native specification asks for: options of qsub, of which -l may be repeated."""
    resources = ",".join(re.findall(r"(?:^|\s)-l\s+(\S+)", text))
    queue = re.search(r"(?:^|\s)-q\s+(\S+)", text)
    native = read({"-l": resources, "-q": queue[1] if queue else ""})
    return native._replace(flaws=tuple(_at(flaw, text) for flaw in native.flaws))


def _at(flaw: Flaw, text: str) -> Flaw:
    start = text.find(f"{flaw.what}={flaw.value}")
    return flaw._replace(start=start, end=start + len(flaw.what) + len(flaw.value) + 1, param="")


def _parts(text: str, param: str, flaws: list[Flaw]) -> Iterator[tuple[str, t.Any]]:
    for found in _PART.finditer(text):
        reader = _READERS.get(found[1])
        if reader is None:
            continue
        try:
            yield found[1], reader[1](found[2])
        except ValueError:
            flaws.append(Flaw(reader[0], found[1], found[2], *found.span(), param))


def _request(seen: Mapping[str, t.Any], queue: str | None, account: str | None) -> Request:
    chunks: _Chunks | None = seen.get("nodes") or seen.get("select")
    cores = chunks.cores if chunks else seen.get("ncpus") or seen.get("procs")
    nodes = chunks.nodes if chunks else None
    return Request(
        cores=cores,
        nodes=nodes,
        memory_mb=_memory(seen, chunks, cores),
        seconds=seen.get("walltime"),
        partition=queue,
        account=account,
    )


def _memory(seen: Mapping[str, t.Any], chunks: _Chunks | None, cores: int | None) -> int | None:
    """Return the memory on each node: mem is that of the job, pmem that of each core."""
    nodes = max(chunks.nodes, 1) if chunks else 1
    if chunks and chunks.memory_mb is not None:
        return chunks.memory_mb
    for name in ("mem", "vmem"):
        if name in seen:
            return int(-(-seen[name] // nodes))
    for name in ("pmem", "pvmem"):
        if name in seen:
            return int(seen[name] * -(-(cores or 1) // nodes))
    return None


def _chunks(text: str) -> _Chunks:
    """Return what nodes= and select= ask for: chunks with +, with their number in front."""
    total = _Chunks()
    for chunk in text.split("+"):
        found = t.cast("re.Match[str]", _CHUNK.fullmatch(chunk))
        count = int(found[1] or 1)
        wanted = dict(part.split("=", 1) for part in found[2].split(":") if "=" in part)
        cores = int(wanted.get("ppn", wanted.get("ncpus", "1")))
        memory = total.memory_mb
        if "mem" in wanted:
            memory = max(memory or 0, _size(wanted["mem"]))
        total = _Chunks(total.nodes + count, total.cores + count * cores, memory)
    return total


def _size(text: str) -> int:
    return mebibytes(text, 1, "b?|w")


_READERS: dict[str, tuple[Kind, t.Callable[[str], t.Any]]] = {
    "nodes": ("unreadable-number", _chunks),
    "select": ("unreadable-number", _chunks),
    "ncpus": ("unreadable-number", int),
    "procs": ("unreadable-number", int),
    "walltime": ("unreadable-time", clock),
    **{name: ("unreadable-memory", _size) for name in ("mem", "vmem", "pmem", "pvmem")},
}
