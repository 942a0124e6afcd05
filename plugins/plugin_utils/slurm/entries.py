# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What slurm_nodes and slurm_partitions have in common: named entries, which become lines."""

from __future__ import annotations

import typing as t
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ...module_utils._errors import ClusterError
from .conf import Line, text_of
from .options import Option, find, known, suggest

_HEADS = ("NodeName", "PartitionName")


def only_default(entries: Sequence[Mapping[str, t.Any]]) -> bool:
    """Return whether no entry has a name other than DEFAULT."""
    return all(str(entry.get("name")).upper() == "DEFAULT" for entry in entries)


def named(
    variable: str,
    entries: Sequence[Mapping[str, t.Any]],
    table: Mapping[str, Option],
    version: str,
) -> list[Line]:
    """Return the entries as lines; the values of one called DEFAULT go to those behind it."""
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
        values[option] = text(f"{variable}: {option} of '{name}'", value)
    return values


def _option(variable: str, entry: str, key: str, table: Mapping[str, Option], version: str) -> str:
    """Return Slurm's spelling of an option. Raises ClusterError when the version has none such."""
    option = find(table, key)
    if option and option.name in _HEADS:
        raise ClusterError(f"{variable}: '{entry}' has '{key}' too; expected only its name:.")
    if option and known(option, version):
        return option.name
    close = suggest(table, key, version)
    hint = f"; did you mean '{close}'?" if close else "."
    raise ClusterError(f"{variable}: '{entry}' has '{key}', which Slurm {version} has not{hint}")


def text(what: str, value: t.Any, separator: str = ",") -> str:
    """Return a YAML value in Slurm's words. Raises ClusterError for one that has none."""
    items = value if isinstance(value, (list, tuple)) else [value]
    if any(item is None or isinstance(item, (dict, list, tuple)) for item in items):
        raise ClusterError(
            f"{what} is {value!r}; expected a text, a number, a truth value or a list of them. "
            "Leave the option out where it has no value."
        )
    return text_of(value, separator)


def refuse_twice(variable: str, names: Sequence[str]) -> None:
    """Raise ClusterError when a name stands there twice."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ClusterError(f"{variable}: '{twice[0]}' is defined twice; expected each name once.")


def some(names: Collection[str]) -> str:
    """Return a few of the names."""
    shown = ", ".join(f"'{name}'" for name in sorted(names)[:5])
    return f"{shown}, …" if len(names) > 5 else shown
