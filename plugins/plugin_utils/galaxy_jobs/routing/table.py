# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Read tables of tests: jobs and their expected routes, kept next to the configuration."""

from __future__ import annotations

import itertools
import typing as t
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from ...spelling import did_you_mean
from ..job import Dataset, Job
from ..job_conf.start import TOOL_CLASSES
from ..text import Entries, Span, Value
from ..words import quoted
from ..yaml import parse
from .condition import FAILURES
from .job_fields import (
    INPUT,
    TOOL_OF_CLASS,
    as_resources,
    as_size,
    as_tool,
    as_user,
    nested,
)

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
    """A range of sizes in bytes, with both ends."""

    low: int
    high: int


class Expected(t.NamedTuple):
    """All destinations that a job may get, and all messages with which it may fail.

    params: required parameters, or None if they do not matter.
    """

    names: frozenset[str]
    failures: frozenset[str]
    params: Mapping[str, t.Any] | None = None


class Pinned(t.NamedTuple):
    """The required runner and parameters of a destination; None if they do not matter."""

    runner: str | None
    params: Mapping[str, t.Any] | None


@dataclass(frozen=True)
class Row:
    """One test: jobs with the same expected routes, and a range of sizes to try."""

    place: Span
    jobs: tuple[Job, ...]
    sweep: Sweep | None
    attempt: int
    failure: str
    expected: Expected


@dataclass(frozen=True)
class Table:
    """A table of tests, the paths of its documents as written, and pinned destinations.

    config: options of galaxy.yml that the table itself sets.
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
    """Parse a table. Raises ClusterError with the place of the first error."""
    top = parse(data, path)
    for problem in top.duplicates:
        raise ClusterError(f"{problem.place.position}: {problem.message}")
    entries = _entries(top.value, _TABLE, "a table")
    tests = _required(entries, "tests", top.value)
    paths = _plain(entries, "tool_destinations")
    return Table(
        path,
        rows=tuple(map(_row, _items(tests))),
        job_conf=_text(entries, "job_conf"),
        tool_destinations=tuple(
            map(str, paths if isinstance(paths, list) else [paths] if paths else [])
        ),
        rules=_text(entries, "rules"),
        resource_params=_text(entries, "resource_params"),
        galaxy_yml=_text(entries, "galaxy_yml"),
        config=_plain_mapping(entries, "config"),
        destinations=dict(_pinned(entries)),
    )


def _entries(value: Value, known: Collection[str], subject: str) -> Entries:
    """Return the entries of a mapping. Raises ClusterError for unknown keys."""
    if not isinstance(value.data, Mapping):
        raise _error(value.place, f"{subject} must be a mapping with the keys {quoted(known)}.")
    for key, entry in value.data.items():
        if key not in known:
            hint = did_you_mean(key, known) or f" Expected one of {quoted(known)}."
            raise _error(entry.name.place, f"unknown key '{key}' in {subject}.{hint}")
    entries: Entries = value.data
    return entries


def _error(place: Span, message: str) -> ClusterError:
    return ClusterError(f"{place.position}: {message}")


def _where(value: Value) -> str:
    return str(value.position)


def _required(entries: Entries, name: str, value: Value) -> Value:
    if name not in entries:
        raise _error(value.place, f"'{name}' is missing.")
    return entries[name].value


def _items(value: Value) -> tuple[Value, ...]:
    """Return the items of a list, or any other value as the only item."""
    return value.data if isinstance(value.data, tuple) else (value,)


def _plain(entries: Entries, name: str) -> t.Any:
    return entries[name].value.plain() if name in entries else None


def _plain_mapping(entries: Entries, name: str) -> dict[str, t.Any]:
    data = _plain(entries, name)
    if data is not None and not isinstance(data, dict):
        raise _error(entries[name].value.place, f"'{name}' must be a mapping from names to values.")
    return {str(key): value for key, value in (data or {}).items()}


def _text(entries: Entries, name: str) -> str | None:
    data = _plain(entries, name)
    if data is not None and not isinstance(data, str):
        raise _error(entries[name].value.place, f"'{name}' must be a string, not '{data}'.")
    return data


def _pinned(entries: Entries) -> Iterator[tuple[str, Pinned]]:
    value = entries["destinations"].value if "destinations" in entries else None
    if value is None:
        return
    if not isinstance(value.data, Mapping):
        raise _error(
            value.place, "'destinations' must be a mapping from ids to 'runner' and 'params'."
        )
    for name, entry in value.data.items():
        fields = _entries(entry.value, _DESTINATION, "a destination")
        params = _plain_mapping(fields, "params") if "params" in fields else None
        yield str(name), Pinned(_text(fields, "runner"), params)


def _row(value: Value) -> Row:
    entries = _entries(value, _ROW, "a test")
    if "input" in entries and "inputs" in entries:
        raise _error(value.place, "'input' and 'inputs' exclude each other.")
    inputs, sweep = _inputs(entries)
    attempt, failure = _attempt(entries)
    return Row(
        place=value.place,
        jobs=tuple(_jobs(entries, value, inputs)),
        sweep=sweep,
        attempt=attempt,
        failure=failure,
        expected=_expected(entries, value),
    )


def _jobs(entries: Entries, value: Value, inputs: list[dict[str, Dataset]]) -> Iterator[Job]:
    """Yield the jobs of a test: one for each tool, user and input."""
    users = _list(entries, "user") if "user" in entries else (None,)
    tools = _list(entries, "tool") if "tool" in entries else (None,)
    classes = tuple(_choice(item, TOOL_CLASSES) for item in _list(entries, "class"))
    if tools == (None,) and not classes:
        raise _error(value.place, "'tool' is missing.")
    has_resources = "resources" in entries
    resources = as_resources(_plain_mapping(entries, "resources")) if has_resources else None
    workflow_resources = _plain_mapping(entries, "workflow_resources")
    for tool, user, datasets in itertools.product(tools, users, inputs):
        yield Job(
            tool=as_tool(tool.plain(), _where(tool)) if tool else TOOL_OF_CLASS,
            classes=classes,
            user=as_user(user.plain(), _where(user)) if user else None,
            roles=tuple(str(item.plain()) for item in _list(entries, "roles")),
            inputs=datasets,
            params=nested(_plain_mapping(entries, "params"), _where(value)),
            resources=resources,
            workflow_resources={name: str(data) for name, data in workflow_resources.items()},
        )


def _list(entries: Entries, name: str) -> tuple[Value, ...]:
    return _items(entries[name].value) if name in entries else ()


def _choice(value: Value, known: Collection[str]) -> str:
    if not isinstance(value.data, Hashable) or value.data not in known:
        raise _error(
            value.place, f"unknown value '{value.plain()}'; expected one of {quoted(known)}."
        )
    return str(value.data)


def _inputs(entries: Entries) -> tuple[list[dict[str, Dataset]], Sweep | None]:
    """Return the inputs of each job, or a range of sizes."""
    if "inputs" in entries:
        inputs = entries["inputs"].value
        if not isinstance(inputs.data, Mapping):
            raise _error(inputs.place, "'inputs' must be a mapping from names to sizes.")
        return [{str(key): _dataset(entry.value) for key, entry in inputs.data.items()}], None
    if "input" not in entries:
        return [{}], None
    value = entries["input"].value
    if isinstance(value.data, Mapping) and not {"size"} & set(value.data):
        fields = _entries(value, _SWEEP, "a range of sizes")
        ends = [_required(fields, name, value) for name in _SWEEP]
        sweep = Sweep(*(as_size(end.plain(), _where(end)) for end in ends))
        if sweep.low > sweep.high:
            raise _error(value.place, f"the range from {sweep.low} to {sweep.high} is empty.")
        return [{}], sweep
    return [{INPUT: _dataset(item)} for item in _items(value)], None


def _dataset(value: Value) -> Dataset:
    if not isinstance(value.data, Mapping):
        return Dataset(as_size(value.plain(), _where(value)))
    fields = _entries(value, _DATASET, "an input")
    size = _required(fields, "size", value)
    records = _plain(fields, "records")
    if records is not None and (not isinstance(records, int) or records < 0):
        place = fields["records"].value.place
        raise _error(place, f"invalid number of records '{records}'.")
    return Dataset(as_size(size.plain(), _where(size)), _text(fields, "ext"), records)


def _attempt(entries: Entries) -> tuple[int, str]:
    attempt = _plain(entries, "attempt")
    if attempt is not None and (not isinstance(attempt, int) or attempt < 1):
        place = entries["attempt"].value.place
        raise _error(place, f"invalid attempt '{attempt}'; expected 1 or more.")
    failure = _choice(entries["failure"].value, FAILURES) if "failure" in entries else FAILURES[2]
    return attempt or 1, failure


def _expected(entries: Entries, value: Value) -> Expected:
    names, failures = (
        frozenset(str(item.plain()) for item in _list(entries, name))
        for name in ("expect", "expect_failure")
    )
    if not names and not failures:
        raise _error(value.place, "'expect' or 'expect_failure' is missing.")
    params = _plain_mapping(entries, "expect_params") if "expect_params" in entries else None
    return Expected(names, failures, params)
