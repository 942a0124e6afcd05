# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm.conf as data: the model, parse(), and its inverse render()."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from .options import DOWN_NODES, NODE, NODE_SET, PARTITION, SLURM_CONF, Option, find

# Slurm 24.11, src/common/parse_config.c, keyvalue_pattern: a name, "=", and a value in quotes or
# without whitespace. Only definition lines, such as NodeName, have several pairs.
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
    """A line that defines nodes, a node set or a partition of this name."""

    name: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class SlurmConf:
    """The content of a slurm.conf. The value of a repeated option has several lines."""

    options: Mapping[str, str] = field(default_factory=dict)
    nodes: tuple[Line, ...] = ()
    node_sets: tuple[Line, ...] = ()
    down_nodes: tuple[Line, ...] = ()
    partitions: tuple[Line, ...] = ()

    def controller_addresses(self) -> list[str]:
        """Return the addresses of slurmctld: the address in name(address), or else the name."""
        hosts = self.options.get("SlurmctldHost", "").split("\n")
        return [re.sub(r"^.*\((.*)\)$", r"\1", host) for host in hosts if host]


def parse(text: str) -> SlurmConf:
    """Return the content of a slurm.conf. Raises ClusterError with the number of an invalid line.

    Option names are in Slurm's spelling. The last value of a duplicate option wins, unless the
    option is repeatable. Include is kept as an option; the included file is not read.
    """
    options: dict[str, str] = {}
    lines: dict[str, list[Line]] = {section: [] for section in _KEYWORDS}
    for number, content in _logical_lines(text):
        (key, value), *more = _pairs(content, number)
        section = _HEADS.get(key.lower())
        if section:
            values = {_canonical_name(_TABLES[section], name): text for name, text in more}
            lines[section].append(Line(value, values))
            continue
        if more:
            raise ClusterError(
                f"line {number}: '{more[0][0]}' is on the same line as '{key}'; "
                "expected one option per line."
            )
        name = _canonical_name(SLURM_CONF, key)
        earlier = [options[name]] if name in options and _is_repeatable(name) else []
        options[name] = "\n".join([*earlier, value])
    return SlurmConf(options, **{section: tuple(parsed) for section, parsed in lines.items()})


def _canonical_name(table: Mapping[str, Option], name: str) -> str:
    """Return the name of an option in Slurm's spelling."""
    option = find(table, name)
    return option.name if option else name


def _is_repeatable(name: str) -> bool:
    """Return whether several lines with the option add values."""
    option = find(SLURM_CONF, name)
    return name == "Include" or (option is not None and option.repeats_since is not None)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and content of each non-empty line, joined with its continuations."""
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
    """Yield the pairs of a line. Raises ClusterError if it has anything else."""
    include = _INCLUDE.fullmatch(content)
    if include:
        yield "Include", include.group(1)
        return
    position = 0
    while content[position:].strip(_SPACE):
        match = _PAIR.match(content, position)
        if not match:
            raise ClusterError(
                f"line {number}: cannot parse '{content[position:].strip(_SPACE)}'; "
                'expected Name=value, with "quotes" around a value with whitespace.'
            )
        quoted, plain = match.group(2), match.group(3)
        yield match.group(1), plain if quoted is None else quoted
        position = match.end()


def render(conf: SlurmConf, comments: Mapping[str, str] | None = None) -> str:
    """Return the text of a slurm.conf: options by name, then nodes, node sets and partitions.

    comments are comments by option, written above it. Raises ClusterError for a value that Slurm
    could not read.
    """
    blocks = ["\n".join(_option_lines(conf.options, comments or {}))]
    for section, keyword in _KEYWORDS.items():
        lines: tuple[Line, ...] = getattr(conf, section)
        blocks.append("\n".join(_format_definition(keyword, line) for line in lines))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _option_lines(options: Mapping[str, str], comments: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the options in their order, with comments above them."""
    for name in sorted(options, key=_rank):
        if name in comments:
            yield f"# {comments[name]}"
        for value in options[name].split("\n") if _is_repeatable(name) else [options[name]]:
            yield _format_include(value) if name == "Include" else format_pair(name, value)


def _rank(name: str) -> tuple[int, str]:
    """Return the sorting key of an option: the name and the controllers come first."""
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name.lower())


def _format_definition(keyword: str, line: Line) -> str:
    """Return a NodeName, NodeSet, DownNodes or PartitionName line."""
    pairs = [format_pair(keyword, line.name)]
    pairs += [format_pair(key, line.values[key]) for key in sorted(line.values, key=str.lower)]
    return " ".join(pairs)


def format_pair(name: str, value: str) -> str:
    """Return Name=value. Raises ClusterError for a value that Slurm could not read."""
    if '"' in value or "\n" in value:
        raise ClusterError(
            f"{name} is {value!r}; expected a value without double quotes and line breaks, which "
            "Slurm's configuration cannot contain."
        )
    needs_quotes = not value or any(space in value for space in _SPACE)
    return f'{name}="{_escape(value)}"' if needs_quotes else f"{name}={_escape(value)}"


def _format_include(path: str) -> str:
    """Return the line that includes a file. Raises ClusterError for an invalid path."""
    if not path or any(space in path for space in _SPACE):
        raise ClusterError(f"Include is {path!r}; expected the path of a file, without whitespace.")
    return f"Include {_escape(path)}"


def _escape(text: str) -> str:
    """Return text with the characters escaped that start a comment or an escape in Slurm."""
    return text.replace("\\", "\\\\").replace("#", "\\#")


def format_value(value: t.Any, separator: str = ",") -> str:
    """Return a YAML value in slurm.conf's syntax: booleans as yes or no, lists with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return separator.join(format_value(item) for item in value)
    return str(value)


def fold(lines: Iterable[Line], collect: t.Callable[[list[str]], str]) -> tuple[Line, ...]:
    """Return one line for all lines with the same values; collect makes the hostlist of names."""
    names: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for line in lines:
        names.setdefault(tuple(sorted(line.values.items())), []).append(line.name)
    return tuple(Line(collect(group), dict(values)) for values, group in names.items())
