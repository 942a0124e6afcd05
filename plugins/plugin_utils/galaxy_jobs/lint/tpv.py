# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Files of TPV (total-perspective-vortex), and what its own linter says of them.

total-perspective-vortex 3.3.0: tpv/commands/shell.py, tpv/commands/linter.py, tpv/core/loader.py.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator
from dataclasses import dataclass

from ..job_conf.model import Destination
from ..text import Place, Source
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
# It says so of whatever it meets before it looks at the entities.
_BEFORE = re.compile(r"^Linting failed due to syntax errors in yaml file: ")
# T103 is mypy's, of a temporary file that TPV writes; its notes and what it says of TPV itself are
# not about the configuration.
_MYPY = re.compile(r"^(?P<code>T103: )\S+\.py:\d+: (?P<kind>error|note): ")
_OF_TPV_ITSELF = ("[import-not-found]", "[import-untyped]")
_EFFECTS: dict[str, Effect] = {"ERROR": "job", "WARNING": "silent"}
_NO_PARENT = re.compile(r"^The specified parent: .* does not exist$")
_IN_FILE = re.compile(r'in "(?P<path>[^"\n]+)", line (?P<line>\d+), column (?P<column>\d+)')
_NAMED = re.compile(
    r"for entity: (?P<entity>\S+)|named: (?P<named>\S+)|Destination '(?P<destination>[^']+)'"
    r"|field '[^']*\.(?P<field>[^'.]+)'|Name \"(?P<word>\w+)\""
)


@dataclass(frozen=True)
class Checked:
    """Files that TPV merges, in this order, and the output of 'tpv -vv lint' for them.

    whole is False when files may be missing that these build on.
    """

    sources: tuple[Source, ...]
    output: str
    whole: bool = True


class Remark(t.NamedTuple):
    """What TPV's linter says, where, and what comes of it."""

    effect: Effect
    message: str
    place: Place


def is_tpv(text: str) -> bool:
    """Return whether a text is a file of TPV: its sections and one of its words."""
    keys = {found[1] for found in _KEY.finditer(text)}
    return bool(keys) and keys <= _SECTIONS and _OWN_WORD.search(text) is not None


def config_files(destination: Destination) -> list[str]:
    """Return the files, or URLs, that a destination names for TPV."""
    param = destination.params.get("tpv_config_files")
    values = split_list(param.value) if param is not None and param.fixed else []
    return [value.data.strip() for value in values if isinstance(value.data, str)]


def has_finished(output: str) -> bool:
    """Return whether TPV's linter came to its end, whatever it found."""
    return any(logger == _SHELL for _level, logger, _message in _records(output))


def remarks(checked: Checked) -> Iterator[Remark]:
    """Yield what TPV's linter says.

    A parent that is not there may be in a file that is missing: this is no error then.
    """
    for level, logger, message in _records(checked.output):
        if logger == _LINTER and level in _EFFECTS and not _is_noise(message):
            said = _MYPY.sub(r"\g<code>", _BEFORE.sub("", message))
            untrue = not checked.whole and _NO_PARENT.search(said)
            effect = "silent" if untrue else _EFFECTS[level]
            yield Remark(effect, _in_one_line(said), _place(said, checked.sources))


def _records(output: str) -> Iterator[tuple[str, str, str]]:
    """Yield level, logger and message of log records; a message may go on over lines."""
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
    return found is not None and (found["kind"] == "note" or message.endswith(_OF_TPV_ITSELF))


def _in_one_line(message: str) -> str:
    lines = (line.strip() for line in message.splitlines())
    return " ".join(line for line in lines if not line.startswith("For further information"))


def _place(message: str, sources: tuple[Source, ...]) -> Place:
    """Return where a message points to, or where a name of it is defined, or the first file."""
    at = _IN_FILE.search(message)
    for source in sources:
        if at and source.path == at["path"]:
            start = source.offset(int(at["line"]), int(at["column"]) - 1)
            return source.place(start, start)
    named = _NAMED.search(message)
    if named and named.lastgroup:
        name = re.escape(named[named.lastgroup])
        pattern = rf"\b({name})\b" if named["word"] else rf"""^\s+["']?({name})["']?\s*:"""
        for source in reversed(sources):
            found = re.search(pattern, source.text, re.MULTILINE)
            if found:
                return source.place(*found.span(1))
    return sources[0].place(0, 0)
