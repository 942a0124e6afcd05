# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job as people write it, on the command line or in a table, made a Job."""

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

# The name of the one input of a job that has but one.
INPUT = "input"

# As tool destinations read them: powers of 1024. Here the blank is optional, and so is the B.
_SIZE = re.compile(
    r"(?P<number>\d{1,30}(?:\.\d{1,30})?) ?(?P<unit>[KMGTPEZY]?)(?:i?B)?", re.IGNORECASE
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def as_size(data: object, where: str) -> int:
    """Return bytes. Raises ClusterError."""
    if isinstance(data, int) and not isinstance(data, bool) and data >= 0:
        return data
    found = _SIZE.fullmatch(data.strip()) if isinstance(data, str) else None
    if found is None:
        raise ClusterError(
            f"{where}: '{data}' is no size: expected one such as 20, '20 B' or 1.5GB."
        )
    unit = f"{found['unit']}B".upper()
    return int(Fraction(found["number"]) * 1024 ** UNITS.index(unit))


def as_dataset(text: str, where: str) -> Dataset:
    """Return what SIZE[:EXT[:RECORDS]] says. Raises ClusterError."""
    size, _colon, rest = text.partition(":")
    ext, _colon, records = rest.partition(":")
    if records and not records.isdigit():
        raise ClusterError(f"{where}: '{records}' is no number of records: expected digits.")
    return Dataset(as_size(size, where), ext or None, int(records) if records else None)


def as_user(data: object, where: str) -> str | None:
    """Return an email address, None for 'anonymous'. Raises ClusterError."""
    if data is None or data == "anonymous":
        return None
    if not isinstance(data, str) or not _EMAIL.fullmatch(data):
        raise ClusterError(f"{where}: '{data}' is no email address, nor 'anonymous'.")
    return data


def as_tool(data: object, where: str) -> str:
    """Return the id of a tool. Raises ClusterError."""
    if not isinstance(data, str) or not data.strip():
        raise ClusterError(f"{where}: '{data}' is no id of a tool.")
    return data


def as_resources(data: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return what was filled in as job resource parameters; YAML reads a yes or no as a boolean."""
    chosen = data.get(SELECT)
    if isinstance(chosen, bool):
        return {**data, SELECT: "yes" if chosen else "no"}
    return dict(data)


def pair(text: str, where: str) -> tuple[str, str]:
    """Return NAME and VALUE of NAME=VALUE. Raises ClusterError."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ClusterError(f"{where}: '{text}': expected NAME=VALUE.")
    return name, value


def scalar(text: str, where: str) -> t.Any:
    """Return what YAML reads in a text: '2' is a number, '"2"' is a text. Raises ClusterError."""
    try:
        value: Value = parse(text, where).value
    except UnreadableError as error:
        raise ClusterError(f"{where}: '{text}' is no value: {error.diagnostic.message}") from None
    return value.plain()


def nested(flat: Mapping[str, t.Any], where: str) -> dict[str, t.Any]:
    """Return {'a': {'b': 1}} of {'a.b': 1}: a dot leads into a section of a tool's form."""
    made: dict[str, t.Any] = {}
    for name, value in flat.items():
        *path, last = name.split(".")
        here = made
        for part in path:
            here = here.setdefault(part, {})
            if not isinstance(here, dict):
                raise ClusterError(f"{where}: '{part}' of '{name}' has a value of its own already.")
        here[last] = value
    return made
