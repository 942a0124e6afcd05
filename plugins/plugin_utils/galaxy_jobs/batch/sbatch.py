# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""#SBATCH lines of Galaxy's CLI runner.

Galaxy 26.1.2, galaxy/jobs/runners/util/cli/job/slurm.py: each parameter job_x becomes a line with
its name, in the words of sbatch, a blank, and its value. Slurm 25.11, src/common/slurm_opt.c.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Mapping

from .amounts import mebibytes, number, sbatch_time
from .request import Flaw, Kind, Native
from .slurm_options import SBATCH_OPTIONS, Option, Setting, flaw_of, request_of, spread

SYSTEM = "sbatch"
# The same file, argmap.
_LONG = {"time": "-t", "ncpus": "-c", "partition": "-p"}


def read(arguments: Mapping[str, str]) -> Native:
    """Return what arguments ask for, by their names without job_; flaws name them too."""
    settings: list[tuple[str, Setting]] = []
    flaws: list[Flaw] = []
    for name, value in arguments.items():
        written = name if name.startswith("-") else _LONG.get(name)
        for found in _settings(written, value) if written else ():
            if isinstance(found, Setting):
                settings.append((name, found))
            else:
                flaws.append(found._replace(param=name))
    values = dict(_values(settings, flaws))
    params = {setting: name for name, setting in settings}
    plain = [setting for _name, setting in settings]
    for flaw in spread(plain, values):
        of = next(each for each in plain if flaw_of(each, flaw.kind) == flaw)
        flaws.append(flaw._replace(param=params[of]))
    return Native(SYSTEM, request_of(plain, values), tuple(flaws))


def _settings(name: str, value: str) -> Iterator[Setting | Flaw]:
    """Yield the options of a line. Its places are in the value, which stands behind the name."""
    words = [*name.split(), *value.split()]
    end = len(value)
    while words:
        word = words.pop(0)
        if not word.startswith("-"):
            yield Flaw("no-option", word, "", 0, end)
            continue
        key, option, attached = _option(word)
        if option is None:
            given = attached or (words.pop(0) if words and not words[0].startswith("-") else "")
            yield Flaw("unknown-option", key, given, 0, end)
        elif option.takes in ("switch", "option"):
            yield Setting(option, key, attached, 0, end)
        elif attached or words:
            yield Setting(option, key, attached or words.pop(0), 0, end)
        else:
            yield Flaw("no-value", key, "", 0, end)


def _option(word: str) -> tuple[str, Option | None, str]:
    """Return an option as written, what it is, and the value written with it."""
    if not word.startswith("--"):
        return word[:2], SBATCH_OPTIONS.get(word[:2]), word[2:]
    name, _equals, value = word.partition("=")
    begin_so = {each.name: each for key, each in SBATCH_OPTIONS.items() if key.startswith(name)}
    alone = next(iter(begin_so.values())) if len(begin_so) == 1 else None
    return name, SBATCH_OPTIONS.get(name, alone), value


def _values(settings: list[tuple[str, Setting]], flaws: list[Flaw]) -> Iterator[tuple[str, int]]:
    for name, setting in settings:
        kind, reader = _READERS.get(setting.option.takes, (None, None))
        if kind is None or reader is None:
            continue
        try:
            value = reader(setting.value)
        except ValueError:
            flaws.append(flaw_of(setting, kind)._replace(param=name))
        else:
            if value is not None:
                yield setting.option.name, value


def _memory(value: str) -> int:
    return mebibytes(value, 1024**2, "b?")


def _nodes(value: str) -> int | None:
    """Return the least number of nodes; sbatch takes lists as well."""
    least = value.partition("-")[0]
    return int(least) if least.isdigit() else None


_READERS: dict[str, tuple[Kind, t.Callable[[str], int | None]]] = {
    "number": ("unreadable-number", number),
    "nodes": ("unreadable-number", _nodes),
    "memory": ("unreadable-memory", _memory),
    "time": ("unreadable-time", sbatch_time),
}
