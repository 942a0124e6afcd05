# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Native specifications as slurm-drmaa reads them. It differs from sbatch.

slurm-drmaa 1.1.6, slurm_drmaa/util.c, slurmdrmaa_parse_native and slurmdrmaa_add_attribute;
drmaa-utils, drmaa_utils/fsd_util.c, fsd_atoi, and drmaa_utils/datetime_tab.y. It stops at the
first word that it does not understand, and the job fails; this reader continues after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .request import OptionProblem, ParsedRequest, ProblemKind
from .slurm_options import (
    DRMAA_OPTIONS,
    SBATCH_OPTIONS,
    Readers,
    Setting,
    find_spread,
    parse_value,
    problem_with,
    request_of,
)

SYSTEM = "slurm-drmaa"

# Only spaces and tabs end a word; there are no quotes or escapes.
_WORD = re.compile(r"[^ \t]+")
_NUMBER = re.compile(r"\s*[-+]?\s*(\d+)\s*")
_NODES = re.compile(r"(\d+)(?:-(\d+))?")
_TIME = re.compile(
    r"(?:\d+(?:-\d+){0,2}T|\d+(?:/\d+){0,2}T)?"
    r"(?P<hours>\d+):(?P<minutes>\d+)(?P<seconds>:\d+)?(?:[-+]\d+(?::\d+)?|Z)?"
)
_SHORT = 2


def read(text: str) -> ParsedRequest:
    """Return the request of a native specification, and its problems."""
    settings: list[Setting] = []
    problems: list[OptionProblem] = []
    for item in _settings(text):
        if isinstance(item, Setting):
            settings.append(item)
        else:
            problems.append(item)
    values = dict(_values(settings, problems))
    problems.extend(
        problem_with(setting, "ambiguous-time") for setting in settings if _is_short_time(setting)
    )
    problems.extend(find_spread(settings, values))
    return ParsedRequest(SYSTEM, request_of(settings, values), tuple(problems))


def parse_time(value: str) -> int:
    """Return the seconds of hours:minutes; slurm-drmaa ignores the rest. Raises ValueError."""
    match = _TIME.fullmatch(value)
    if match is None:
        raise ValueError(value)
    return int(match["hours"]) * 3600 + int(match["minutes"]) * 60


def parse_number(value: str) -> int:
    """Return a number. Raises ValueError."""
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise ValueError(value)
    return int(match[1])


def _settings(text: str) -> Iterator[Setting | OptionProblem]:
    """Yield the options with their values, and the words that are no options."""
    words = list(_WORD.finditer(text))
    while words:
        word = words.pop(0)
        if word[0].startswith("--"):
            yield from _long(word, words)
        elif word[0].startswith("-") and len(word[0]) == _SHORT:
            yield from _short(word, words)
        elif len(word[0]) > _SHORT and word[0].startswith("-"):
            yield _problem("missing-value", word, word[0][:_SHORT], word[0][_SHORT:])
        elif word[0] != "-":
            yield _problem("not-an-option", word, word[0])


def _long(word: re.Match[str], rest: list[re.Match[str]]) -> Iterator[Setting | OptionProblem]:
    name, equals, rest_of_word = word[0].partition("=")
    value, cut, _lost = rest_of_word.partition("=")
    option = DRMAA_OPTIONS.get(name)
    if option is None:
        yield _problem(_unknown(name), word, name, rest_of_word, _take_value(name, equals, rest))
    elif option.value_kind == "switch":
        yield Setting(option, name, "", *word.span())
    elif value:
        if cut:
            yield _problem("truncated-value", word, name, value)
        yield from _line_break(name, word)
        yield Setting(option, name, value, *word.span())
    else:
        yield _problem("missing-value", word, name, "", _take_value(name, equals, rest))


def _take_value(name: str, equals: str, rest: list[re.Match[str]]) -> re.Match[str] | None:
    """Remove and return the next word if it was meant as the value of an option."""
    known = SBATCH_OPTIONS.get(name) or DRMAA_OPTIONS.get(name)
    has_value = known is None or known.value_kind not in ("switch", "option")
    if has_value and not equals and rest and not rest[0][0].startswith("-"):
        return rest.pop(0)
    return None


def _short(word: re.Match[str], rest: list[re.Match[str]]) -> Iterator[Setting | OptionProblem]:
    """Yield an option of one letter. It takes the next word even if it has no value."""
    option = DRMAA_OPTIONS.get(word[0])
    if option is None:
        yield _problem(_unknown(word[0]), word, word[0], "", _take_value(word[0], "", rest))
    elif option.value_kind == "switch":
        yield Setting(option, word[0], "", *word.span())
        if rest and not _is_short(rest[0][0]):
            yield _problem("ignored-option", rest.pop(0), word[0])
        elif not rest and (word.start() > 0 or option.short != "s"):
            yield _problem("missing-value", word, word[0])
    elif rest:
        value = rest[0] if _is_short(rest[0][0]) else rest.pop(0)
        yield from _line_break(word[0], value)
        yield Setting(option, word[0], value[0], word.start(), value.end())
    else:
        yield _problem("missing-value", word, word[0])


def _is_short(word: str) -> bool:
    return word.startswith("-") and len(word) == _SHORT


def _unknown(name: str) -> ProblemKind:
    return "sbatch-only-option" if name in SBATCH_OPTIONS else "unknown-option"


def _line_break(name: str, value: re.Match[str]) -> Iterator[OptionProblem]:
    """Yield a problem if a text ends in a line break, which becomes part of it."""
    if DRMAA_OPTIONS[name].value_kind == "text" and value[0] != value[0].strip():
        yield _problem("line-break", value, name)


def _problem(
    kind: ProblemKind,
    word: re.Match[str],
    option: str,
    value: str = "",
    value_word: re.Match[str] | None = None,
) -> OptionProblem:
    """Return a problem of a word, and of the next one if that is its value."""
    end = value_word.end() if value_word else word.end()
    value = value_word[0] if value_word else value
    return OptionProblem(kind=kind, option=option, value=value, start=word.start(), end=end)


def _values(settings: list[Setting], problems: list[OptionProblem]) -> Iterator[tuple[str, int]]:
    """Yield the numbers of the options that have one; of several for memory the largest."""
    memory: list[tuple[int, Setting]] = []
    for setting in settings:
        value = parse_value(setting, _READERS)
        if isinstance(value, OptionProblem):
            problems.append(value)
        elif value is not None and setting.option.value_kind == "memory":
            memory.append((value, setting))
        elif value is not None:
            yield setting.option.name, value
    if memory:
        largest = max(memory, key=lambda item: item[0])
        yield largest[1].option.name, largest[0]
        others = (setting for _value, setting in memory if setting is not largest[1])
        problems.extend(problem_with(setting, "overridden-memory") for setting in others)


def _is_short_time(setting: Setting) -> bool:
    """Return whether this is hours:minutes, which sbatch reads as minutes:seconds."""
    match = _TIME.fullmatch(setting.value) if setting.option.value_kind == "time" else None
    return match is not None and match["seconds"] is None


def _nodes(value: str) -> int:
    """Return the minimum number of nodes. Raises ValueError."""
    match = _NODES.fullmatch(value)
    if match is None:
        raise ValueError(value)
    return int(match[1])


_READERS: Readers = {
    "number": ("invalid-number", parse_number),
    "nodes": ("invalid-number", _nodes),
    "memory": ("invalid-memory", parse_number),
    "time": ("invalid-time", parse_time),
}
