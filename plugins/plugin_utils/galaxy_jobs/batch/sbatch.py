# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Options of #SBATCH lines, which Galaxy's CLI runner writes.

Galaxy 26.1.2, galaxy/jobs/runners/util/cli/job/slurm.py: each parameter job_x becomes a line
with its name as sbatch spells it, a space, and its value. Slurm 25.11, src/common/slurm_opt.c.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .amounts import parse_mebibytes, parse_number, parse_sbatch_time
from .request import OptionProblem, ParsedRequest
from .slurm_options import (
    SBATCH_OPTIONS,
    Readers,
    RequestOption,
    Setting,
    find_spread,
    parse_value,
    problem_with,
    request_of,
)

SYSTEM = "sbatch"
# The same file, argmap.
_LONG = {"time": "-t", "ncpus": "-c", "partition": "-p"}


def read(arguments: Mapping[str, str]) -> ParsedRequest:
    """Return the request of arguments, by their names without job_; problems use these names."""
    settings: list[tuple[str, Setting]] = []
    problems: list[OptionProblem] = []
    for name, value in arguments.items():
        written = name if name.startswith("-") else _LONG.get(name)
        for item in _settings(written, value) if written else ():
            if isinstance(item, Setting):
                settings.append((name, item))
            else:
                problems.append(item._replace(param=name))
    values = dict(_values(settings, problems))
    params = {setting: name for name, setting in settings}
    plain = [setting for _name, setting in settings]
    for problem in find_spread(plain, values):
        source = next(item for item in plain if problem_with(item, problem.kind) == problem)
        problems.append(problem._replace(param=params[source]))
    return ParsedRequest(SYSTEM, request_of(plain, values), tuple(problems))


def _settings(name: str, value: str) -> Iterator[Setting | OptionProblem]:
    """Yield the options of a line. Offsets count within the value, which follows the name."""
    words = [*name.split(), *value.split()]
    end = len(value)
    while words:
        word = words.pop(0)
        if not word.startswith("-"):
            yield OptionProblem(kind="not-an-option", option=word, value="", start=0, end=end)
            continue
        key, option, attached = _option(word)
        if option is None:
            value_given = attached or (
                words.pop(0) if words and not words[0].startswith("-") else ""
            )
            yield OptionProblem(
                kind="unknown-option", option=key, value=value_given, start=0, end=end
            )
        elif option.value_kind in ("switch", "option"):
            yield Setting(option, key, attached, 0, end)
        elif attached or words:
            yield Setting(option, key, attached or words.pop(0), 0, end)
        else:
            yield OptionProblem(kind="missing-value", option=key, value="", start=0, end=end)


def _option(word: str) -> tuple[str, RequestOption | None, str]:
    """Return an option as written, the known option, and the value attached to it."""
    if not word.startswith("--"):
        return word[:2], SBATCH_OPTIONS.get(word[:2]), word[2:]
    name, _equals, value = word.partition("=")
    candidates = {
        option.name: option for key, option in SBATCH_OPTIONS.items() if key.startswith(name)
    }
    abbreviated = next(iter(candidates.values())) if len(candidates) == 1 else None
    return name, SBATCH_OPTIONS.get(name, abbreviated), value


def _values(
    settings: list[tuple[str, Setting]], problems: list[OptionProblem]
) -> Iterator[tuple[str, int]]:
    for name, setting in settings:
        value = parse_value(setting, _READERS)
        if isinstance(value, OptionProblem):
            problems.append(value._replace(param=name))
        elif value is not None:
            yield setting.option.name, value


def _memory(value: str) -> int:
    return parse_mebibytes(value, 1024**2, "b?")


def _nodes(value: str) -> int | None:
    """Return the minimum number of nodes; sbatch also takes lists."""
    minimum = value.partition("-")[0]
    return int(minimum) if minimum.isdigit() else None


_READERS: Readers = {
    "number": ("invalid-number", parse_number),
    "nodes": ("invalid-number", _nodes),
    "memory": ("invalid-memory", _memory),
    "time": ("invalid-time", parse_sbatch_time),
}
