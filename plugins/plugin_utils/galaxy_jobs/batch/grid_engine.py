# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Native specifications for Grid Engine, including Univa: options of qsub.

Sources: qsub(1) and sge_types(1) of Son of Grid Engine 8.1.9.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator

from .amounts import parse_grid_engine_time, parse_mebibytes
from .request import OptionProblem, ParsedRequest, ProblemKind, ResourceRequest

SYSTEM = "Grid Engine"

# Memory per slot; 'mem' is Univa's.
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


def read(text: str) -> ParsedRequest:
    """Return the request of a native specification. Memory is requested per slot."""
    slots = _PE.search(text)
    resources = list(_resources(text))
    problems: list[OptionProblem] = []
    memory = _first(resources, MEMORY, _memory, "invalid-memory", problems)
    seconds = _first(resources, TIMES, parse_grid_engine_time, "invalid-time", problems)
    problems.extend(_misread(resources, problems))
    queue = _QUEUE.search(text)
    project = _PROJECT.search(text)
    cores = int(slots[2]) if slots else None
    request = ResourceRequest(
        cores=cores,
        memory_mb=None if memory is None else memory * (cores or 1),
        seconds=seconds,
        partition=queue[1] if queue else None,
        account=project[1] if project else None,
    )
    return ParsedRequest(SYSTEM, request, tuple(problems))


def _resources(text: str) -> Iterator[_Resource]:
    for option in _RESOURCES.finditer(text):
        for match in _RESOURCE.finditer(text, *option.span(1)):
            yield _Resource(match[1], match[2], *match.span())


def _first(
    resources: list[_Resource],
    names: tuple[str, ...],
    reader: t.Callable[[str], int | None],
    kind: ProblemKind,
    problems: list[OptionProblem],
) -> int | None:
    """Return the value of the first resource in the order of names; note invalid values."""
    values: dict[str, int | None] = {}
    for resource in resources:
        if resource.name in names:
            try:
                values[resource.name] = reader(resource.value)
            except ValueError:
                problems.append(OptionProblem(kind, *resource))
    return next((values[name] for name in names if name in values), None)


def _memory(value: str) -> int | None:
    if value.upper() == "INFINITY" or value.startswith("0x"):
        return None
    # Lowercase letters are powers of 1000.
    return parse_mebibytes(value, 1, decimal=value[-1:].islower())


def _misread(resources: list[_Resource], known: list[OptionProblem]) -> Iterator[OptionProblem]:
    """Yield the h_vmem values for which Galaxy computes a wrong GALAXY_MEMORY_MB.

    Galaxy 26.1.2, MEMORY_STATEMENT_TEMPLATE.sh: only values that end in G are converted.
    """
    invalid = {problem.start for problem in known}
    for resource in resources:
        is_valid = resource.name == "h_vmem" and resource.start not in invalid
        if is_valid and not resource.value.endswith("G"):
            yield OptionProblem("misread-memory", *resource)
