# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Options of LSF: #BSUB lines, which Galaxy's CLI runner writes, and native specifications.

Galaxy 26.1.2, galaxy/jobs/runners/util/cli/job/lsf.py; bsub(1) of LSF 10.1. The unit of a bare
number is the site's LSF_UNIT_FOR_LIMITS; Galaxy's own example assumes MB.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Mapping

from .amounts import parse_lsf_time, parse_mebibytes, parse_number
from .request import OptionProblem, ParsedRequest, ProblemKind, ResourceRequest

SYSTEM = "LSF"

# The same file, argmap.
_LONG = {"memory": "-M", "cores": "-n", "queue": "-q", "project": "-P"}
_MEMORY = re.compile(r"\brusage\[.*?\bmem=(\w+)")
_OPTION = re.compile(r"""(?:^|\s)(-\w+)\s+("[^"]*"|'[^']*'|\S+)""")


def read(arguments: Mapping[str, str]) -> ParsedRequest:
    """Return the request of arguments, by their names without job_; problems use these names."""
    problems: list[OptionProblem] = []
    values: dict[str, t.Any] = {}
    for name, text in arguments.items():
        key = _LONG.get(name, name)
        kind, reader = _READERS.get(key, (None, None))
        if kind is None or reader is None:
            continue
        try:
            values[key] = reader(text.strip("\"'"))
        except ValueError:
            problems.append(
                OptionProblem(
                    kind=kind, option=name, value=text, start=0, end=len(text), param=name
                )
            )
    request = ResourceRequest(
        cores=values.get("-n"),
        memory_mb=values.get("-M", values.get("-R")),
        seconds=values.get("-W"),
        partition=values.get("-q"),
        account=values.get("-P"),
    )
    return ParsedRequest(SYSTEM, request, tuple(problems))


def read_text(text: str) -> ParsedRequest:
    """Return the request of a native specification."""
    options = {match[1]: match for match in _OPTION.finditer(text)}
    parsed = read({name: match[2] for name, match in options.items()})
    problems = (
        problem._replace(
            start=options[problem.option].start(1), end=options[problem.option].end(), param=""
        )
        for problem in parsed.problems
    )
    return parsed._replace(problems=tuple(problems))


def _cores(text: str) -> int:
    return parse_number(text.partition(",")[0])


def _memory(text: str) -> int:
    return parse_mebibytes(text.rstrip("!"), 1024**2, "b?")


def _rusage(text: str) -> int | None:
    match = _MEMORY.search(text)
    return _memory(match[1]) if match else None


_READERS: dict[str, tuple[ProblemKind, t.Callable[[str], t.Any]]] = {
    "-n": ("invalid-number", _cores),
    "-M": ("invalid-memory", _memory),
    "-R": ("invalid-memory", _rusage),
    "-W": ("invalid-time", parse_lsf_time),
    "-q": ("missing-value", str),
    "-P": ("missing-value", str),
}
