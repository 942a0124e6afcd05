# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm.conf as data: its model, a reader and a printer that are each other's inverse."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from .options import DOWN_NODES, NODE, NODE_SET, PARTITION, SLURM_CONF, Option, find

# Slurm 24.11, src/common/parse_config.c, keyvalue_pattern: a name, "=", and a value that is
# quoted or has no white space. Only a line that defines something holds several.
_PAIR = re.compile(r'\s*([A-Za-z0-9_.]+)\s*[-+*/]?=\s*(?:"([^"]*)"|(\S+))(?=\s|$)', re.ASCII)
_INCLUDE = re.compile(r"\s*include\s+(\S+)\s*", re.ASCII | re.IGNORECASE)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)#.*")
_CONTINUED = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_ESCAPE = re.compile(r"\\(.?)")
_SPACE = " \t\r\f\v"

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
_TABLES = {
    "nodes": NODE,
    "node_sets": NODE_SET,
    "down_nodes": DOWN_NODES,
    "partitions": PARTITION,
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

    Options have Slurm's own spelling; of one that stands there twice the last counts, unless Slurm
    adds up its lines. An Include is kept as an option; the file it names is not read.
    """
    options: dict[str, str] = {}
    lines: dict[str, list[Line]] = {section: [] for section in _KEYWORDS}
    for number, content in _logical_lines(text):
        (key, value), *more = _pairs(content, number)
        section = _HEADS.get(key.lower())
        if section:
            values = {_spelling(_TABLES[section], name): text for name, text in more}
            lines[section].append(Line(value, values))
            continue
        if more:
            raise ClusterError(
                f"line {number}: '{more[0][0]}' stands behind '{key}'; "
                "expected each option in a line of its own."
            )
        name = _spelling(SLURM_CONF, key)
        earlier = [options[name]] if name in options and _adds_up(name) else []
        options[name] = "\n".join([*earlier, value])
    return SlurmConf(options, **{section: tuple(found) for section, found in lines.items()})


def _spelling(table: Mapping[str, Option], name: str) -> str:
    """Return an option's name as Slurm spells it."""
    option = find(table, name)
    return option.name if option else name


def _adds_up(name: str) -> bool:
    """Return whether several lines with the option are several values."""
    option = find(SLURM_CONF, name)
    return name == "Include" or (option is not None and option.repeats_since is not None)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that says something, joined with its continuations, and its number."""
    pending, start = "", 0
    for number, raw in enumerate(text.split("\n"), 1):
        start = start if pending else number
        content = pending + _COMMENT.sub(r"\1", raw).rstrip(_SPACE)
        if _CONTINUED.search(content):
            pending = content[:-1]
            continue
        pending = ""
        if content.strip(_SPACE):
            yield start, _ESCAPE.sub(r"\1", content)
    if pending.strip(_SPACE):
        yield start, _ESCAPE.sub(r"\1", pending)


def _pairs(content: str, number: int) -> Iterator[tuple[str, str]]:
    """Yield the pairs of one line."""
    include = _INCLUDE.fullmatch(content)
    if include:
        yield "Include", include.group(1)
        return
    position = 0
    while content[position:].strip(_SPACE):
        found = _PAIR.match(content, position)
        if not found:
            raise ClusterError(
                f"line {number}: '{content[position:].strip(_SPACE)}' is not understood; "
                'expected Name=value, with a value that holds white space in "quotes".'
            )
        quoted, plain = found.group(2), found.group(3)
        yield found.group(1), plain if quoted is None else quoted
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
        for value in options[name].split("\n") if _adds_up(name) else [options[name]]:
            yield _include(value) if name == "Include" else pair(name, value)


def _rank(name: str) -> tuple[int, str]:
    """Return the sorting key of an option: what names the cluster comes first."""
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name.lower())


def _definition(keyword: str, line: Line) -> str:
    """Return a NodeName, NodeSet, DownNodes or PartitionName line."""
    pairs = [pair(keyword, line.name)]
    pairs += [pair(key, line.values[key]) for key in sorted(line.values, key=str.lower)]
    return " ".join(pairs)


def pair(name: str, value: str) -> str:
    """Return Name=value as Slurm reads it back. Raises ClusterError when it could not."""
    if '"' in value or "\n" in value:
        raise ClusterError(
            f"{name} cannot be {value!r}: a value in Slurm's configuration has no double quote "
            "and no line break."
        )
    bare = value and not any(space in value for space in _SPACE)
    return f"{name}={_escaped(value)}" if bare else f'{name}="{_escaped(value)}"'


def _include(path: str) -> str:
    """Return the line that reads another file. Raises ClusterError when Slurm could not."""
    if not path or any(space in path for space in _SPACE):
        raise ClusterError(
            f"Include cannot be {path!r}: expected the path of a file, without white space."
        )
    return f"Include {_escaped(path)}"


def _escaped(text: str) -> str:
    """Return text in which Slurm sees neither a comment nor an escape."""
    return text.replace("\\", "\\\\").replace("#", "\\#")


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
