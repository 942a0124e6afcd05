# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Mapping tests: a table of jobs and where they are to go, kept beside the configuration."""

from __future__ import annotations

import itertools
import typing as t
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from ..job import Dataset, Job
from ..text import Entries, Place, Value
from ..words import did_you_mean, quoted
from ..yaml import parse
from .condition import FAILURES
from .job_conf import TOOL_CLASSES
from .request import INPUT, as_resources, as_size, as_tool, as_user, nested

_TABLE = (
    "job_conf",
    "tool_destinations",
    "rules",
    "resource_params",
    "galaxy_yml",
    "config",
    "destinations",
    "tests",
)
_ROW = (
    "tool",
    "class",
    "user",
    "roles",
    "input",
    "inputs",
    "params",
    "resources",
    "workflow_resources",
    "attempt",
    "failure",
    "expect",
    "expect_params",
    "expect_failure",
)
_DATASET = ("size", "ext", "records")
_SWEEP = ("from", "to")
_DESTINATION = ("runner", "params")


class Sweep(t.NamedTuple):
    """All sizes from one to another, both included, in bytes."""

    low: int
    high: int


class Expected(t.NamedTuple):
    """What is to come of a job: all names it may go to, all messages it may fail with.

    params are those that must be so, None when they do not matter.
    """

    names: frozenset[str]
    failures: frozenset[str]
    params: Mapping[str, t.Any] | None = None


class Pinned(t.NamedTuple):
    """What a destination must be wherever jobs come to it; None: it does not matter."""

    runner: str | None
    params: Mapping[str, t.Any] | None


@dataclass(frozen=True)
class Row:
    """One test: jobs that are to be treated alike, with the sizes that are swept over."""

    place: Place
    jobs: tuple[Job, ...]
    sweep: Sweep | None
    attempt: int
    failure: str
    expected: Expected


@dataclass(frozen=True)
class Table:
    """A table, the documents it is about by their paths as written, and destinations pinned.

    config is what galaxy.yml says where the table itself says it.
    """

    path: str
    rows: tuple[Row, ...]
    job_conf: str | None = None
    tool_destinations: tuple[str, ...] = ()
    rules: str | None = None
    resource_params: str | None = None
    galaxy_yml: str | None = None
    config: Mapping[str, t.Any] = field(default_factory=dict)
    destinations: Mapping[str, Pinned] = field(default_factory=dict)


def read_table(data: bytes | str, path: str) -> Table:
    """Return a table. Raises ClusterError with what is wrong in it, and where."""
    top = parse(data, path)
    for problem in top.duplicates:
        raise ClusterError(f"{problem.place.position}: {problem.message}")
    entries = _entries(top.value, _TABLE, "a table")
    tests = _required(entries, "tests", top.value)
    given = _plain(entries, "tool_destinations")
    return Table(
        path,
        tuple(_row(item) for item in _items(tests)),
        _text(entries, "job_conf"),
        tuple(map(str, given if isinstance(given, list) else [given] if given else [])),
        _text(entries, "rules"),
        _text(entries, "resource_params"),
        _text(entries, "galaxy_yml"),
        _plain_mapping(entries, "config"),
        dict(_pinned(entries)),
    )


def _entries(value: Value, known: Collection[str], what: str) -> Entries:
    """Return a mapping with no other keys than these. Raises ClusterError."""
    if not isinstance(value.data, Mapping):
        raise _wrong(value.place, f"{what} is a mapping: expected {quoted(known)}.")
    for key, entry in value.data.items():
        if key not in known:
            hint = did_you_mean(key, known) or f" Expected one of {quoted(known)}."
            raise _wrong(entry.name.place, f"{what} has no '{key}'.{hint}")
    entries: Entries = value.data
    return entries


def _wrong(place: Place, message: str) -> ClusterError:
    return ClusterError(f"{place.position}: {message}")


def _where(value: Value) -> str:
    return str(value.position)


def _required(entries: Entries, name: str, value: Value) -> Value:
    if name not in entries:
        raise _wrong(value.place, f"'{name}' is missing.")
    return entries[name].value


def _items(value: Value) -> tuple[Value, ...]:
    """Return the items of a list, or the one thing that is no list."""
    return value.data if isinstance(value.data, tuple) else (value,)


def _plain(entries: Entries, name: str) -> t.Any:
    return entries[name].value.plain() if name in entries else None


def _plain_mapping(entries: Entries, name: str) -> dict[str, t.Any]:
    data = _plain(entries, name)
    if data is not None and not isinstance(data, dict):
        raise _wrong(entries[name].value.place, f"'{name}' is a mapping from names to values.")
    return {str(key): value for key, value in (data or {}).items()}


def _text(entries: Entries, name: str) -> str | None:
    data = _plain(entries, name)
    if data is not None and not isinstance(data, str):
        raise _wrong(entries[name].value.place, f"'{name}' is '{data}': expected a text.")
    return data


def _pinned(entries: Entries) -> Iterator[tuple[str, Pinned]]:
    value = entries["destinations"].value if "destinations" in entries else None
    if value is None:
        return
    if not isinstance(value.data, Mapping):
        raise _wrong(value.place, "'destinations' is a mapping from ids to what they are.")
    for name, entry in value.data.items():
        given = _entries(entry.value, _DESTINATION, "a destination")
        params = _plain_mapping(given, "params") if "params" in given else None
        yield str(name), Pinned(_text(given, "runner"), params)


def _row(value: Value) -> Row:
    entries = _entries(value, _ROW, "a test")
    if "input" in entries and "inputs" in entries:
        raise _wrong(value.place, "'input' and 'inputs' exclude each other.")
    inputs, sweep = _inputs(entries)
    users = _items(entries["user"].value) if "user" in entries else (None,)
    tools = _items(entries["tool"].value) if "tool" in entries else (None,)
    classes = tuple(_choice(item, TOOL_CLASSES) for item in _list(entries, "class"))
    if tools == (None,) and not classes:
        raise _wrong(value.place, "'tool' is missing.")
    resources = (
        as_resources(_plain_mapping(entries, "resources")) if "resources" in entries else None
    )
    of_workflow = _plain_mapping(entries, "workflow_resources")
    jobs = [
        Job(
            tool=as_tool(tool.plain(), _where(tool)) if tool else "any_tool_of_this_class",
            classes=classes,
            user=as_user(user.plain(), _where(user)) if user else None,
            roles=tuple(str(item.plain()) for item in _list(entries, "roles")),
            inputs=datasets,
            params=nested(_plain_mapping(entries, "params"), _where(value)),
            resources=resources,
            workflow_resources={name: str(given) for name, given in of_workflow.items()},
        )
        for tool, user, datasets in itertools.product(tools, users, inputs)
    ]
    attempt, failure = _attempt(entries)
    return Row(value.place, tuple(jobs), sweep, attempt, failure, _expected(entries, value))


def _list(entries: Entries, name: str) -> tuple[Value, ...]:
    return _items(entries[name].value) if name in entries else ()


def _choice(value: Value, known: Collection[str]) -> str:
    if not isinstance(value.data, Hashable) or value.data not in known:
        raise _wrong(value.place, f"'{value.plain()}': expected one of {quoted(known)}.")
    return str(value.data)


def _inputs(entries: Entries) -> tuple[list[dict[str, Dataset]], Sweep | None]:
    """Return the inputs of each job; of sizes that are swept over none, but the sweep."""
    if "inputs" in entries:
        named = entries["inputs"].value
        if not isinstance(named.data, Mapping):
            raise _wrong(named.place, "'inputs' is a mapping from names to sizes.")
        return [{str(key): _dataset(entry.value) for key, entry in named.data.items()}], None
    if "input" not in entries:
        return [{}], None
    value = entries["input"].value
    if isinstance(value.data, Mapping) and not {"size"} & set(value.data):
        given = _entries(value, _SWEEP, "a range of sizes")
        ends = [_required(given, name, value) for name in _SWEEP]
        sweep = Sweep(*(as_size(end.plain(), _where(end)) for end in ends))
        if sweep.low > sweep.high:
            raise _wrong(value.place, f"the range from {sweep.low} to {sweep.high} is empty.")
        return [{}], sweep
    return [{INPUT: _dataset(item)} for item in _items(value)], None


def _dataset(value: Value) -> Dataset:
    if not isinstance(value.data, Mapping):
        return Dataset(as_size(value.plain(), _where(value)))
    given = _entries(value, _DATASET, "an input")
    size = _required(given, "size", value)
    records = _plain(given, "records")
    if records is not None and (not isinstance(records, int) or records < 0):
        raise _wrong(given["records"].value.place, f"'{records}' is no number of records.")
    return Dataset(as_size(size.plain(), _where(size)), _text(given, "ext"), records)


def _attempt(entries: Entries) -> tuple[int, str]:
    attempt = _plain(entries, "attempt")
    if attempt is not None and (not isinstance(attempt, int) or attempt < 1):
        raise _wrong(entries["attempt"].value.place, f"'{attempt}': expected a number from 1 up.")
    failure = _choice(entries["failure"].value, FAILURES) if "failure" in entries else FAILURES[2]
    return attempt or 1, failure


def _expected(entries: Entries, value: Value) -> Expected:
    names, failures = (
        frozenset(str(item.plain()) for item in _list(entries, name))
        for name in ("expect", "expect_failure")
    )
    if not names and not failures:
        raise _wrong(value.place, "'expect' or 'expect_failure' is missing.")
    params = _plain_mapping(entries, "expect_params") if "expect_params" in entries else None
    return Expected(names, failures, params)
