# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""#BSUB lines of Galaxy's CLI runner, and native specifications for LSF.

Galaxy 26.1.2, galaxy/jobs/runners/util/cli/job/lsf.py; bsub(1) of LSF 10.1. A number of memory
alone counts what the site's LSF_UNIT_FOR_LIMITS says; Galaxy's own example takes it for MB.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Mapping

from .amounts import lsf_clock, mebibytes, number
from .request import Flaw, Kind, Native, Request

SYSTEM = "LSF"

# The same file, argmap.
_LONG = {"memory": "-M", "cores": "-n", "queue": "-q", "project": "-P"}
_MEMORY = re.compile(r"\brusage\[.*?\bmem=(\w+)")
_OPTION = re.compile(r"""(?:^|\s)(-\w+)\s+("[^"]*"|'[^']*'|\S+)""")


def read(arguments: Mapping[str, str]) -> Native:
    """Return what arguments ask for, by their names without job_; flaws name them too."""
    flaws: list[Flaw] = []
    seen: dict[str, t.Any] = {}
    for name, text in arguments.items():
        key = _LONG.get(name, name)
        kind, reader = _READERS.get(key, (None, None))
        if kind is None or reader is None:
            continue
        try:
            seen[key] = reader(text.strip("\"'"))
        except ValueError:
            flaws.append(Flaw(kind, name, text, 0, len(text), name))
    request = Request(
        cores=seen.get("-n"),
        memory_mb=seen.get("-M", seen.get("-R")),
        seconds=seen.get("-W"),
        partition=seen.get("-q"),
        account=seen.get("-P"),
    )
    return Native(SYSTEM, request, tuple(flaws))


def read_text(text: str) -> Native:
    """Return what a native specification asks for."""
    found = {option[1]: option for option in _OPTION.finditer(text)}
    native = read({name: option[2] for name, option in found.items()})
    flaws = (
        flaw._replace(start=found[flaw.what].start(1), end=found[flaw.what].end(), param="")
        for flaw in native.flaws
    )
    return native._replace(flaws=tuple(flaws))


def _cores(text: str) -> int:
    return number(text.partition(",")[0])


def _memory(text: str) -> int:
    return mebibytes(text.rstrip("!"), 1024**2, "b?")


def _rusage(text: str) -> int | None:
    found = _MEMORY.search(text)
    return _memory(found[1]) if found else None


_READERS: dict[str, tuple[Kind, t.Callable[[str], t.Any]]] = {
    "-n": ("unreadable-number", _cores),
    "-M": ("unreadable-memory", _memory),
    "-R": ("unreadable-memory", _rusage),
    "-W": ("unreadable-time", lsf_clock),
    "-q": ("no-value", str),
    "-P": ("no-value", str),
}
