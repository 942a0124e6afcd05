# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The options that each Slurm version from 20.11 to 26.05 knows, by file and kind of line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...module_utils._errors import ClusterError
from ..spelling import did_you_mean
from . import _options_data as data

VERSIONS = (
    "20.11",
    "21.08",
    "22.05",
    "23.02",
    "23.11",
    "24.05",
    "24.11",
    "25.05",
    "25.11",
    "26.05",
)

# `slurmctld -V` prints "slurm 25.05.1", or "slurm-wlm 22.05.8" on Debian; packages add a revision.
_VERSION_TEXT = re.compile(r"(?:slurm(?:-wlm)?[ -])?(\d\d\.\d\d)(?:[.~+-]\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Option:
    """An option of a Slurm configuration file, and the versions that know it.

    kind is "string", "int", "size" (megabytes, or a number with a unit), "float", "bool" or
    "line" (starts a definition line, such as NodeName). since is the first version (None: 20.11 or
    earlier). until is the last version whose daemons start with the option (None: all later ones).
    ignored_since is the version from which the option is accepted without effect. repeats_since is
    the version from which several lines with the option add values (None: one line only).
    """

    name: str
    kind: str
    since: str | None = None
    until: str | None = None
    ignored_since: str | None = None
    repeats_since: str | None = None


def _by_name(versions: Mapping[str, str] | None) -> dict[str, str]:
    """Return {option: version} of a table {version: "option option ..."}."""
    return {name: version for version, names in (versions or {}).items() for name in names.split()}


def _build_table(
    kinds: Mapping[str, str],
    since: Mapping[str, str] | None = None,
    until: Mapping[str, str] | None = None,
    ignored_since: Mapping[str, str] | None = None,
    repeats_since: Mapping[str, str] | None = None,
) -> dict[str, Option]:
    """Return the options of one file or line, by lower-case name.

    Raises KeyError if a version table has an unknown option, so that a typo fails on import.
    """
    kind_by_name = _by_name(kinds)
    columns = {
        "since": _by_name(since),
        "until": _by_name(until),
        "ignored_since": _by_name(ignored_since),
        "repeats_since": _by_name(repeats_since),
    }
    for column in columns.values():
        for name in column:
            kind_by_name[name]
    return {
        name.lower(): Option(
            name=name, kind=kind, **{field: column.get(name) for field, column in columns.items()}
        )
        for name, kind in kind_by_name.items()
    }


SLURM_CONF = _build_table(
    data.SLURM_CONF,
    data.SLURM_CONF_SINCE,
    data.SLURM_CONF_UNTIL,
    data.SLURM_CONF_IGNORED_SINCE,
    {VERSIONS[0]: data.SLURM_CONF["line"], **data.SLURM_CONF_REPEATS_SINCE},
)
NODE = _build_table(data.NODE, data.NODE_SINCE)
PARTITION = _build_table(data.PARTITION, data.PARTITION_SINCE)
NODE_SET = _build_table(data.NODE_SET)
DOWN_NODES = _build_table(data.DOWN_NODES)
CGROUP_CONF = _build_table(
    data.CGROUP_CONF,
    data.CGROUP_CONF_SINCE,
    data.CGROUP_CONF_UNTIL,
    data.CGROUP_CONF_IGNORED_SINCE,
)
GRES_CONF = _build_table(data.GRES_CONF)


def release(version: str) -> str:
    """Return the release of a version: "22.05.8" -> "22.05".

    A newer release than the known ones is treated as the newest known. Raises ClusterError for an
    invalid version, and for a release older than 20.11.
    """
    match = _VERSION_TEXT.fullmatch(version.strip())
    if match is None:
        raise ClusterError(
            f"Invalid Slurm version '{version}'; expected the version that `slurmctld -V` prints, "
            f"such as {VERSIONS[-1]} or 22.05.8."
        )
    number = match.group(1)
    if number in VERSIONS:
        return number
    if number > VERSIONS[-1]:
        return VERSIONS[-1]
    if number < VERSIONS[0]:
        raise ClusterError(f"Slurm {version} is too old; expected {VERSIONS[0]} to {VERSIONS[-1]}.")
    raise ClusterError(f"Unknown Slurm release {version}; expected one of {', '.join(VERSIONS)}.")


def find(table: Mapping[str, Option], name: str) -> Option | None:
    """Return the option of this name, None if unknown. Names are case-insensitive, as in Slurm."""
    return table.get(name.strip().lower())


def is_known(option: Option, version: str) -> bool:
    """Return whether the daemons of a version start with the option, even if they ignore it."""
    number = release(version)
    return (option.since or number) <= number <= (option.until or number)


def is_ignored(option: Option, version: str) -> bool:
    """Return whether a version accepts the option without effect."""
    number = release(version)
    return (
        is_known(option, number)
        and option.ignored_since is not None
        and option.ignored_since <= number
    )


def is_repeatable(option: Option, version: str) -> bool:
    """Return whether several lines with the option add values in a version."""
    return option.repeats_since is not None and option.repeats_since <= release(version)


def names(table: Mapping[str, Option], version: str) -> Iterator[str]:
    """Return the names, in Slurm's spelling, that a version knows."""
    number = release(version)
    return (option.name for option in table.values() if is_known(option, number))


def suggest(table: Mapping[str, Option], name: str, version: str) -> str:
    """Return " Did you mean '...'?" with an option that the version uses, or an empty string."""
    number = release(version)
    return did_you_mean(
        name.strip(),
        (
            option.name
            for option in table.values()
            if is_known(option, number) and not is_ignored(option, number)
        ),
    )
