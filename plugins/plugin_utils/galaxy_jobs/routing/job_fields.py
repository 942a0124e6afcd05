# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Parses the properties of a job from the command line or a table of tests."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Mapping
from fractions import Fraction

from ....module_utils._errors import ClusterError
from ..diagnostic import UnreadableError
from ..job import SELECT, Dataset
from ..text import Value
from ..tool_destinations.bounds import UNITS
from ..yaml import parse

# The name of the input of a job with a single input.
INPUT = "input"
# Stands for any tool of a class.
TOOL_OF_CLASS = "any_tool_of_this_class"

# Units are powers of 1024, as in tool destinations; here the blank and the B are optional.
_SIZE = re.compile(
    r"(?P<number>\d{1,30}(?:\.\d{1,30})?) ?(?P<unit>[KMGTPEZY]?)(?:i?B)?", re.IGNORECASE
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def as_size(data: object, where: str) -> int:
    """Return a size in bytes. Raises ClusterError."""
    if isinstance(data, int) and not isinstance(data, bool) and data >= 0:
        return data
    found = _SIZE.fullmatch(data.strip()) if isinstance(data, str) else None
    if found is None:
        raise ClusterError(
            f"{where}: invalid size '{data}'; expected for example 20, '20 B' or 1.5GB."
        )
    unit = f"{found['unit']}B".upper()
    return int(Fraction(found["number"]) * 1024 ** UNITS.index(unit))


def as_dataset(text: str, where: str) -> Dataset:
    """Parse SIZE[:EXT[:RECORDS]]. Raises ClusterError."""
    size, _colon, rest = text.partition(":")
    ext, _colon, records = rest.partition(":")
    if records and not records.isdigit():
        raise ClusterError(f"{where}: invalid number of records '{records}'; expected digits.")
    return Dataset(as_size(size, where), ext or None, int(records) if records else None)


def as_user(data: object, where: str) -> str | None:
    """Return an email address, or None for 'anonymous'. Raises ClusterError."""
    if data is None or data == "anonymous":
        return None
    if not isinstance(data, str) or not _EMAIL.fullmatch(data):
        raise ClusterError(
            f"{where}: invalid user '{data}'; expected an email address or 'anonymous'."
        )
    return data


def as_tool(data: object, where: str) -> str:
    """Return a tool id. Raises ClusterError."""
    if not isinstance(data, str) or not data.strip():
        found = "missing tool id" if data is None else f"invalid tool id '{data}'"
        raise ClusterError(f"{where}: {found}.")
    return data


def as_resources(data: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return job resource parameters; YAML reads the yes or no of the selection as a boolean."""
    select = data.get(SELECT)
    if isinstance(select, bool):
        return {**data, SELECT: "yes" if select else "no"}
    return dict(data)


def pair(text: str, where: str) -> tuple[str, str]:
    """Parse NAME=VALUE. Raises ClusterError."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ClusterError(f"{where}: '{text}': expected NAME=VALUE.")
    return name, value


def scalar(text: str, where: str) -> t.Any:
    """Parse a YAML value: '2' is a number, '"2"' is a string. Raises ClusterError."""
    try:
        value: Value = parse(text, where).value
    except UnreadableError as error:
        raise ClusterError(f"{where}: invalid value '{text}': {error.diagnostic.message}") from None
    return value.plain()


def nested(flat: Mapping[str, t.Any], where: str) -> dict[str, t.Any]:
    """Return {'a': {'b': 1}} for {'a.b': 1}; a dot separates a section of a tool's form."""
    result: dict[str, t.Any] = {}
    for name, value in flat.items():
        *path, last = name.split(".")
        section = result
        for part in path:
            section = section.setdefault(part, {})
            if not isinstance(section, dict):
                raise ClusterError(f"{where}: '{part}' in '{name}' already has a value.")
        section[last] = value
    return result
