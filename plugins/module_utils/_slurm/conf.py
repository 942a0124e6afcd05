# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm.conf as data: its model, a reader and a printer that are each other's inverse."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .._errors import ClusterError

# Slurm 24.11, src/common/parse_config.c, keyvalue_pattern: a name, "=", and a value that is
# quoted or has no white space; several may stand in one line.
_PAIR = re.compile(r'\s*([A-Za-z0-9_.]+)\s*=\s*(?:"([^"]*)"|(\S+))(?=\s|$)')
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*#.*")
_CONTINUED = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_ESCAPE = re.compile(r"\\(.)")

_FIRST = ("ClusterName", "SlurmctldHost")
_HEADS = {
    "nodename": "nodes",
    "nodeset": "node_sets",
    "downnodes": "down_nodes",
    "partitionname": "partitions",
}
_KEYWORDS = {
    "nodes": "NodeName",
    "node_sets": "NodeSet",
    "down_nodes": "DownNodes",
    "partitions": "PartitionName",
}


@dataclass(frozen=True)
class Line:
    """A line that defines something of a name: nodes, a node set or a partition."""

    name: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class SlurmConf:
    """What a slurm.conf says. The value of an option in several lines has as many lines."""

    options: Mapping[str, str] = field(default_factory=dict)
    nodes: tuple[Line, ...] = ()
    node_sets: tuple[Line, ...] = ()
    down_nodes: tuple[Line, ...] = ()
    partitions: tuple[Line, ...] = ()

    def controller_addresses(self) -> list[str]:
        """Return where slurmctld is to be found: the address of name(address), else the name."""
        hosts = self.options.get("SlurmctldHost", "").split("\n")
        return [re.sub(r"^.*\((.*)\)$", r"\1", host) for host in hosts if host]


def parse(text: str) -> SlurmConf:
    """Return what a slurm.conf says. Raises ClusterError with the line that Slurm could not read.

    An Include is kept as an option; the file it names is not read.
    """
    options: dict[str, str] = {}
    lines: dict[str, list[Line]] = {section: [] for section in _KEYWORDS}
    for number, content in _logical_lines(text):
        pairs = list(_pairs(content, number))
        section = _HEADS.get(pairs[0][0].lower())
        if section:
            lines[section].append(Line(pairs[0][1], dict(pairs[1:])))
            continue
        for key, value in pairs:
            options[key] = f"{options[key]}\n{value}" if key in options else value
    return SlurmConf(options, **{section: tuple(found) for section, found in lines.items()})


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that says something, joined with its continuations, and its number."""
    pending, start = "", 0
    for number, raw in enumerate(text.splitlines(), 1):
        start = start if pending else number
        content = pending + _COMMENT.sub("", raw).rstrip("\n")
        if _CONTINUED.search(content):
            pending = content[:-1]
            continue
        pending = ""
        if content.strip():
            yield start, content
    if pending.strip():
        yield start, pending


def _pairs(content: str, number: int) -> Iterator[tuple[str, str]]:
    """Yield the pairs of one line."""
    include = re.match(r"\s*include\s+(\S+)\s*$", content, re.IGNORECASE)
    if include:
        yield "Include", include.group(1)
        return
    position = 0
    while content[position:].strip():
        found = _PAIR.match(content, position)
        if not found:
            raise ClusterError(
                f"line {number}: '{content[position:].strip()}' is not understood; "
                'expected Name=value, with a value that holds white space in "quotes".'
            )
        quoted, plain = found.group(2), found.group(3)
        yield found.group(1), _ESCAPE.sub(r"\1", plain if quoted is None else quoted)
        position = found.end()


def render(conf: SlurmConf, comments: Mapping[str, str] | None = None) -> str:
    """Return the text of a slurm.conf: options by name, then nodes, node sets and partitions.

    An entry of comments is printed above the option it names. Raises ClusterError when a value
    cannot be written so that Slurm reads it.
    """
    blocks = ["\n".join(_option_lines(conf.options, comments or {}))]
    for section, keyword in _KEYWORDS.items():
        lines: tuple[Line, ...] = getattr(conf, section)
        blocks.append("\n".join(_definition(keyword, line) for line in lines))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _option_lines(options: Mapping[str, str], comments: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the options in their order, comments above."""
    for name in sorted(options, key=_rank):
        if name in comments:
            yield f"# {comments[name]}"
        for value in options[name].split("\n"):
            yield f"Include {value}" if name.lower() == "include" else _pair(name, value)


def _rank(name: str) -> tuple[int, str]:
    """Return the sorting key of an option: what names the cluster comes first."""
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name.lower())


def _definition(keyword: str, line: Line) -> str:
    """Return a NodeName, NodeSet, DownNodes or PartitionName line."""
    pairs = [_pair(keyword, line.name)]
    pairs += [_pair(key, line.values[key]) for key in sorted(line.values, key=str.lower)]
    return " ".join(pairs)


def _pair(name: str, value: str) -> str:
    """Return Name=value as Slurm reads it back."""
    if not value or '"' in value or "\n" in value:
        raise ClusterError(
            f"{name} cannot be {value!r}: a value of slurm.conf is not empty "
            "and has no double quote and no line break."
        )
    escaped = value.replace("\\", "\\\\").replace("#", "\\#")
    return f'{name}="{escaped}"' if re.search(r"\s", value) else f"{name}={escaped}"


def text_of(value: t.Any, separator: str = ",") -> str:
    """Return a YAML value in slurm.conf's words: yes and no for booleans, commas in lists."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return separator.join(text_of(item) for item in value)
    return str(value)


def fold(lines: Iterable[Line], collect: t.Callable[[list[str]], str]) -> tuple[Line, ...]:
    """Return lines in which those with the same values are one; collect makes the hostlist."""
    names: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for line in lines:
        names.setdefault(tuple(sorted(line.values.items())), []).append(line.name)
    return tuple(Line(collect(found), dict(values)) for values, found in names.items())
