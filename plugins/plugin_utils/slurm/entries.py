# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Validates the entries of slurm_nodes and slurm_partitions and turns them into lines."""

from __future__ import annotations

import typing as t
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ...module_utils._errors import ClusterError
from .conf import Line, format_value
from .options import Option, find, is_known, suggest

_HEADS = ("NodeName", "PartitionName")


def has_only_defaults(entries: Sequence[Mapping[str, t.Any]]) -> bool:
    """Return whether all entries are named DEFAULT."""
    return all(str(entry.get("name")).upper() == "DEFAULT" for entry in entries)


def parse_entries(
    variable: str,
    entries: Sequence[Mapping[str, t.Any]],
    table: Mapping[str, Option],
    version: str,
) -> list[Line]:
    """Return the entries as lines; a DEFAULT entry sets defaults for later entries.

    Raises ClusterError for an invalid entry.
    """
    lines = []
    default: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            raise ClusterError(
                f"{variable}: entry {number} has no name ({dict(entry)}); expected "
                "name: with a host name, or a hostlist such as node[001-400]."
            )
        values = _values(variable, name, entry, table, version)
        if name.upper() == "DEFAULT":
            default = {**default, **values}
        else:
            lines.append(Line(name, {**default, **values}))
    return lines


def _values(
    variable: str,
    name: str,
    entry: Mapping[str, t.Any],
    table: Mapping[str, Option],
    version: str,
) -> dict[str, str]:
    """Return the options of one entry in Slurm's spelling. Raises ClusterError."""
    values: dict[str, str] = {}
    for key, value in entry.items():
        if key == "name":
            continue
        option = _option(variable, name, str(key), table, version)
        if option in values:
            raise ClusterError(f"{variable}: '{name}' has {option} twice; expected it once.")
        values[option] = format_checked(f"{variable}: {option} of '{name}'", value)
    return values


def _option(variable: str, entry: str, key: str, table: Mapping[str, Option], version: str) -> str:
    """Return Slurm's spelling of an option. Raises ClusterError if the version does not know it."""
    option = find(table, key)
    if option and option.name in _HEADS:
        raise ClusterError(f"{variable}: '{entry}' also has '{key}'; expected name: only.")
    if option and is_known(option, version):
        return option.name
    raise ClusterError(
        f"{variable}: '{entry}' has '{key}', which Slurm {version} does not know."
        f"{suggest(table, key, version)}"
    )


def format_checked(subject: str, value: t.Any, separator: str = ",") -> str:
    """Return a YAML value in Slurm's syntax. Raises ClusterError for a null or a dictionary."""
    items = value if isinstance(value, (list, tuple)) else [value]
    if any(item is None or isinstance(item, (dict, list, tuple)) for item in items):
        raise ClusterError(
            f"{subject} is {value!r}; expected a string, a number, a boolean or a list of them. "
            "Omit the option if it has no value."
        )
    return format_value(value, separator)


def reject_duplicates(variable: str, names: Sequence[str]) -> None:
    """Raise ClusterError for a duplicate name."""
    duplicates = [name for name, count in Counter(names).items() if count > 1]
    if duplicates:
        raise ClusterError(
            f"{variable}: '{duplicates[0]}' is defined twice; expected each name once."
        )


def quote_some(names: Collection[str]) -> str:
    """Return up to five of the names in quotes."""
    shown = ", ".join(f"'{name}'" for name in sorted(names)[:5])
    return f"{shown}, …" if len(names) > 5 else shown
