# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A native specification as slurm-drmaa reads it, which is not how sbatch reads it.

slurm-drmaa 1.1.6, slurm_drmaa/util.c, slurmdrmaa_parse_native and slurmdrmaa_add_attribute;
drmaa-utils, drmaa_utils/fsd_util.c, fsd_atoi, and drmaa_utils/datetime_tab.y. At the first word
that it does not understand it gives up, and the job fails; here reading goes on behind it.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator

from .request import Flaw, Kind, Native
from .slurm_options import (
    DRMAA_OPTIONS,
    SBATCH_OPTIONS,
    Setting,
    flaw_of,
    request_of,
    spread,
)

SYSTEM = "slurm-drmaa"

# No quotes, no escapes: blanks and tabs alone end a word.
_WORD = re.compile(r"[^ \t]+")
_NUMBER = re.compile(r"\s*[-+]?\s*(\d+)\s*")
_NODES = re.compile(r"(\d+)(?:-(\d+))?")
_TIME = re.compile(
    r"(?:\d+(?:-\d+){0,2}T|\d+(?:/\d+){0,2}T)?"
    r"(?P<hours>\d+):(?P<minutes>\d+)(?P<seconds>:\d+)?(?:[-+]\d+(?::\d+)?|Z)?"
)
_SHORT = 2


def read(text: str) -> Native:
    """Return what a native specification asks for, and what slurm-drmaa makes of each word."""
    settings: list[Setting] = []
    flaws: list[Flaw] = []
    for found in _settings(text):
        if isinstance(found, Setting):
            settings.append(found)
        else:
            flaws.append(found)
    values = dict(_values(settings, flaws))
    flaws.extend(
        flaw_of(setting, "hours-not-minutes") for setting in settings if _is_short_time(setting)
    )
    flaws.extend(spread(settings, values))
    return Native(SYSTEM, request_of(settings, values), tuple(flaws))


def seconds(value: str) -> int:
    """Return the seconds of hours:minutes, which is all that counts. Raises ValueError."""
    found = _TIME.fullmatch(value)
    if found is None:
        raise ValueError(value)
    return int(found["hours"]) * 3600 + int(found["minutes"]) * 60


def number(value: str) -> int:
    """Return a plain number. Raises ValueError."""
    found = _NUMBER.fullmatch(value)
    if found is None:
        raise ValueError(value)
    return int(found[1])


def _settings(text: str) -> Iterator[Setting | Flaw]:
    """Yield the options with their values, and what is none."""
    words = list(_WORD.finditer(text))
    while words:
        word = words.pop(0)
        if word[0].startswith("--"):
            yield from _long(word, words)
        elif word[0].startswith("-") and len(word[0]) == _SHORT:
            yield from _short(word, words)
        elif len(word[0]) > _SHORT and word[0].startswith("-"):
            yield _flaw("no-value", word, word[0][:_SHORT], word[0][_SHORT:])
        elif word[0] != "-":
            yield _flaw("no-option", word, word[0])


def _long(word: re.Match[str], rest: list[re.Match[str]]) -> Iterator[Setting | Flaw]:
    name, equals, behind = word[0].partition("=")
    value, cut, _lost = behind.partition("=")
    option = DRMAA_OPTIONS.get(name)
    if option is None:
        yield _flaw(_unknown(name), word, name, behind, _taken(name, equals, rest))
    elif option.takes == "switch":
        yield Setting(option, name, "", *word.span())
    elif value:
        if cut:
            yield _flaw("cut-value", word, name, value)
        yield from _line_break(name, word)
        yield Setting(option, name, value, *word.span())
    else:
        yield _flaw("no-value", word, name, "", _taken(name, equals, rest))


def _taken(name: str, equals: str, rest: list[re.Match[str]]) -> re.Match[str] | None:
    """Return the next word, taken away, when it stands where a value was meant to stand."""
    known = SBATCH_OPTIONS.get(name) or DRMAA_OPTIONS.get(name)
    has_value = known is None or known.takes not in ("switch", "option")
    if has_value and not equals and rest and not rest[0][0].startswith("-"):
        return rest.pop(0)
    return None


def _short(word: re.Match[str], rest: list[re.Match[str]]) -> Iterator[Setting | Flaw]:
    """Yield an option of one letter, which takes the next word whether it has a value or not."""
    option = DRMAA_OPTIONS.get(word[0])
    if option is None:
        yield _flaw(_unknown(word[0]), word, word[0], "", _taken(word[0], "", rest))
    elif option.takes == "switch":
        yield Setting(option, word[0], "", *word.span())
        if rest and not _is_short(rest[0][0]):
            yield _flaw("lost-option", rest.pop(0), word[0])
        elif not rest and (word.start() > 0 or option.short != "s"):
            yield _flaw("no-value", word, word[0])
    elif rest:
        value = rest[0] if _is_short(rest[0][0]) else rest.pop(0)
        yield from _line_break(word[0], value)
        yield Setting(option, word[0], value[0], word.start(), value.end())
    else:
        yield _flaw("no-value", word, word[0])


def _is_short(word: str) -> bool:
    return word.startswith("-") and len(word) == _SHORT


def _unknown(name: str) -> Kind:
    return "foreign-option" if name in SBATCH_OPTIONS else "unknown-option"


def _line_break(name: str, value: re.Match[str]) -> Iterator[Flaw]:
    """Yield a flaw when a text ends in a line break: it is part of it. Numbers do not mind."""
    if DRMAA_OPTIONS[name].takes == "text" and value[0] != value[0].strip():
        yield _flaw("line-break", value, name)


def _flaw(
    kind: Kind,
    word: re.Match[str],
    what: str,
    value: str = "",
    behind: re.Match[str] | None = None,
) -> Flaw:
    """Return what is wrong with a word, and with the next one if that is its value."""
    end = behind.end() if behind else word.end()
    return Flaw(kind, what, behind[0] if behind else value, word.start(), end)


def _values(settings: list[Setting], flaws: list[Flaw]) -> Iterator[tuple[str, int]]:
    """Yield the numbers of the options that have one; of memory the largest counts."""
    largest: tuple[int, Setting] | None = None
    for setting in settings:
        read_as = _READERS.get(setting.option.takes)
        if read_as is None:
            continue
        kind, reader = read_as
        try:
            value = reader(setting.value)
        except ValueError:
            flaws.append(flaw_of(setting, kind))
            continue
        if setting.option.takes != "memory":
            yield setting.option.name, value
        elif largest is None or value > largest[0]:
            if largest is not None:
                flaws.append(flaw_of(largest[1], "smaller-memory"))
            largest = value, setting
        else:
            flaws.append(flaw_of(setting, "smaller-memory"))
    if largest is not None:
        yield largest[1].option.name, largest[0]


def _is_short_time(setting: Setting) -> bool:
    """Return whether these are hours and minutes here, but minutes and seconds to sbatch."""
    found = _TIME.fullmatch(setting.value) if setting.option.takes == "time" else None
    return found is not None and found["seconds"] is None


def _nodes(value: str) -> int:
    """Return the least number of nodes. Raises ValueError."""
    found = _NODES.fullmatch(value)
    if found is None:
        raise ValueError(value)
    return int(found[1])


_READERS: dict[str, tuple[Kind, t.Callable[[str], int]]] = {
    "number": ("unreadable-number", number),
    "nodes": ("unreadable-number", _nodes),
    "memory": ("unreadable-memory", number),
    "time": ("unreadable-time", seconds),
}
