# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A native specification for Grid Engine, Univa's included: options of qsub.

Sources: qsub(1) and sge_types(1) of Son of Grid Engine 8.1.9.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator

from .amounts import grid_engine_clock, mebibytes
from .request import Flaw, Kind, Native, Request

SYSTEM = "Grid Engine"

# Those of a slot; 'mem' is Univa's.
MEMORY = ("h_vmem", "m_mem_free", "mem_free", "virtual_free", "mem", "vf", "s_vmem")
TIMES = ("h_rt", "rt", "s_rt")

_PE = re.compile(r"(?:^|\s)-pe\s+(\S+)\s+(\d+)(?:-\d*)?(?=\s|$)")
_RESOURCES = re.compile(r"(?:^|\s)-l\s+(\S+)")
_RESOURCE = re.compile(r"([\w.]+)=([^,\s]+)")
_QUEUE = re.compile(r"(?:^|\s)-q\s+(\S+)")
_PROJECT = re.compile(r"(?:^|\s)-P\s+(\S+)")


class _Resource(t.NamedTuple):
    name: str
    value: str
    start: int
    end: int


def read(text: str) -> Native:
    """Return what a native specification asks for. Memory is asked for by the slot."""
    slots = _PE.search(text)
    resources = list(_resources(text))
    flaws: list[Flaw] = []
    memory = _first(resources, MEMORY, _memory, "unreadable-memory", flaws)
    seconds = _first(resources, TIMES, grid_engine_clock, "unreadable-time", flaws)
    flaws.extend(_misread(resources, flaws))
    queue = _QUEUE.search(text)
    project = _PROJECT.search(text)
    cores = int(slots[2]) if slots else None
    request = Request(
        cores=cores,
        memory_mb=None if memory is None else memory * (cores or 1),
        seconds=seconds,
        partition=queue[1] if queue else None,
        account=project[1] if project else None,
    )
    return Native(SYSTEM, request, tuple(flaws))


def _resources(text: str) -> Iterator[_Resource]:
    for listed in _RESOURCES.finditer(text):
        for found in _RESOURCE.finditer(text, *listed.span(1)):
            yield _Resource(found[1], found[2], *found.span())


def _first(
    resources: list[_Resource],
    names: tuple[str, ...],
    reader: t.Callable[[str], int | None],
    kind: Kind,
    flaws: list[Flaw],
) -> int | None:
    """Return the first resource by the order of names; what cannot be read is a flaw."""
    values: dict[str, int | None] = {}
    for resource in resources:
        if resource.name in names:
            try:
                values[resource.name] = reader(resource.value)
            except ValueError:
                flaws.append(Flaw(kind, *resource))
    return next((values[name] for name in names if name in values), None)


def _memory(value: str) -> int | None:
    if value.upper() == "INFINITY" or value.startswith("0x"):
        return None
    # A small letter is a power of 1000.
    return mebibytes(value, 1, decimal=value[-1:].islower())


def _misread(resources: list[_Resource], known: list[Flaw]) -> Iterator[Flaw]:
    """Yield h_vmem that Galaxy takes for another amount.

    Galaxy 26.1.2, MEMORY_STATEMENT_TEMPLATE.sh: without a G at the end it is no number of MB.
    """
    unreadable = {flaw.start for flaw in known}
    for resource in resources:
        readable = resource.name == "h_vmem" and resource.start not in unreadable
        if readable and not resource.value.endswith("G"):
            yield Flaw("misread-memory", *resource)
