# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Files of TPV (total-perspective-vortex), and the output of its own linter.

total-perspective-vortex 3.3.0: tpv/commands/shell.py, tpv/commands/linter.py, tpv/core/loader.py.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator
from dataclasses import dataclass

from ..job_conf.model import Destination
from ..text import Source, Span
from .finding import Effect
from .usage import split_list

_KEY = re.compile(r"""^["']?(\w+)["']?\s*:""", re.MULTILINE)
_SECTIONS = frozenset({"destinations", "global", "pools", "roles", "tools", "users"})
_OWN_WORD = re.compile(
    r"(?:^\s+|[{,]\s*)"
    r"(?:abstract|cores|default_inherits|gpus|inherits|max_accepted_\w+|mem|scheduling)\s*:",
    re.MULTILINE,
)
_RECORD = re.compile(r"(?P<level>[A-Z]+) *: (?P<logger>[\w.]+): (?P<message>.*)")
_LINTER, _SHELL = "tpv.commands.linter", "tpv.commands.shell"
# The linter's prefix for all errors before it checks the entities.
_BEFORE = re.compile(r"^Linting failed due to syntax errors in yaml file: ")
# T103 comes from mypy, for a temporary file of TPV; its notes, and its errors about TPV itself, do
# not concern the configuration.
_MYPY = re.compile(r"^(?P<code>T103: )\S+\.py:\d+: (?P<kind>error|note): ")
_ABOUT_TPV = ("[import-not-found]", "[import-untyped]")
_EFFECTS: dict[str, Effect] = {"ERROR": "job", "WARNING": "silent"}
_NO_PARENT = re.compile(r"^The specified parent: .* does not exist$")
_IN_FILE = re.compile(r'in "(?P<path>[^"\n]+)", line (?P<line>\d+), column (?P<column>\d+)')
_NAMED = re.compile(
    r"for entity: (?P<entity>\S+)|named: (?P<named>\S+)|Destination '(?P<destination>[^']+)'"
    r"|field '[^']*\.(?P<field>[^'.]+)'|Name \"(?P<word>\w+)\""
)


@dataclass(frozen=True)
class Checked:
    """Files that TPV merges in this order, and the output of 'tpv -vv lint' for them.

    whole is False if files on which these depend may be missing.
    """

    sources: tuple[Source, ...]
    output: str
    whole: bool = True


class Remark(t.NamedTuple):
    """A remark of TPV's linter, its place and its effect."""

    effect: Effect
    message: str
    place: Span


def is_tpv(text: str) -> bool:
    """Return whether a text is a file of TPV: only its sections, and one of its keys."""
    keys = {found[1] for found in _KEY.finditer(text)}
    return bool(keys) and keys <= _SECTIONS and _OWN_WORD.search(text) is not None


def config_files(destination: Destination) -> list[str]:
    """Return the TPV files, or URLs, of a destination."""
    param = destination.params.get("tpv_config_files")
    values = split_list(param.value) if param is not None and param.fixed else []
    return [value.data.strip() for value in values if isinstance(value.data, str)]


def has_finished(output: str) -> bool:
    """Return whether TPV's linter ran to its end, with or without errors."""
    return any(logger == _SHELL for _level, logger, _message in _records(output))


def remarks(checked: Checked) -> Iterator[Remark]:
    """Yield the remarks of TPV's linter.

    An unknown parent is not an error if it may be in a missing file.
    """
    for level, logger, message in _records(checked.output):
        if logger == _LINTER and level in _EFFECTS and not _is_noise(message):
            text = _MYPY.sub(r"\g<code>", _BEFORE.sub("", message))
            is_doubtful = not checked.whole and _NO_PARENT.search(text)
            effect = "silent" if is_doubtful else _EFFECTS[level]
            yield Remark(effect, _in_one_line(text), _place(text, checked.sources))


def _records(output: str) -> Iterator[tuple[str, str, str]]:
    """Yield level, logger and message of log records; a message may have several lines."""
    level = logger = ""
    lines: list[str] = []
    for line in output.splitlines():
        found = _RECORD.fullmatch(line)
        if found:
            if lines:
                yield level, logger, "\n".join(lines)
            level, logger, lines = found["level"], found["logger"], [found["message"]]
        elif lines:
            lines.append(line)
    if lines:
        yield level, logger, "\n".join(lines)


def _is_noise(message: str) -> bool:
    found = _MYPY.match(message)
    return found is not None and (found["kind"] == "note" or message.endswith(_ABOUT_TPV))


def _in_one_line(message: str) -> str:
    lines = (line.strip() for line in message.splitlines())
    return " ".join(line for line in lines if not line.startswith("For further information"))


def _place(message: str, sources: tuple[Source, ...]) -> Span:
    """Return the place in a message, or of the definition of a name in it, or the first file."""
    location = _IN_FILE.search(message)
    for source in sources:
        if location and source.path == location["path"]:
            start = source.offset(int(location["line"]), int(location["column"]) - 1)
            return source.span(start, start)
    match = _NAMED.search(message)
    if match and match.lastgroup:
        name = re.escape(match[match.lastgroup])
        pattern = rf"\b({name})\b" if match["word"] else rf"""^\s+["']?({name})["']?\s*:"""
        for source in reversed(sources):
            found = re.search(pattern, source.text, re.MULTILINE)
            if found:
                return source.span(*found.span(1))
    return sources[0].span(0, 0)
