# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Which options each Slurm version from 20.11 to 26.05 knows, file by file and line by line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...module_utils._errors import ClusterError
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

# `slurmctld -V` says "slurm 25.05.1", Debian's says "slurm-wlm 22.05.8"; packages add a revision.
_VERSION_TEXT = re.compile(r"(?:slurm(?:-wlm)?[ -])?(\d\d\.\d\d)(?:[.~+-]\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Option:
    """One option of a Slurm configuration file, and the versions that know it.

    kind is "string", "int", "size" (megabytes, or a number with a unit), "float", "bool" or
    "line" (opens a line of its own, as NodeName does). since is None for 20.11 or earlier, until
    the last version whose daemons start with the option (None: they still do), ignored_since the
    version from which it is accepted without effect, repeats_since the version from which
    several lines with this option add up (None: one line only).
    """

    name: str
    kind: str
    since: str | None = None
    until: str | None = None
    ignored_since: str | None = None
    repeats_since: str | None = None


def _by_name(versions: Mapping[str, str] | None) -> dict[str, str]:
    """Return {option: version} of a table {version: "option option ..."}."""
    return {name: at for at, names in (versions or {}).items() for name in names.split()}


def _table(
    kinds: Mapping[str, str],
    since: Mapping[str, str] | None = None,
    until: Mapping[str, str] | None = None,
    ignored_since: Mapping[str, str] | None = None,
    repeats_since: Mapping[str, str] | None = None,
) -> dict[str, Option]:
    """Return the options of one file or line, by lower-case name.

    Raises KeyError for an exception that belongs to no option, so a slip shows on import.
    """
    kind_of = _by_name(kinds)
    columns = [_by_name(versions) for versions in (since, until, ignored_since, repeats_since)]
    for column in columns:
        for name in column:
            kind_of[name]
    return {
        name.lower(): Option(name, kind, *(column.get(name) for column in columns))
        for name, kind in kind_of.items()
    }


SLURM_CONF = _table(
    data.SLURM_CONF,
    data.SLURM_CONF_SINCE,
    data.SLURM_CONF_UNTIL,
    data.SLURM_CONF_IGNORED_SINCE,
    {VERSIONS[0]: data.SLURM_CONF["line"], **data.SLURM_CONF_REPEATS_SINCE},
)
NODE = _table(data.NODE, data.NODE_SINCE)
PARTITION = _table(data.PARTITION, data.PARTITION_SINCE)
NODE_SET = _table(data.NODE_SET)
DOWN_NODES = _table(data.DOWN_NODES)
CGROUP_CONF = _table(
    data.CGROUP_CONF,
    data.CGROUP_CONF_SINCE,
    data.CGROUP_CONF_UNTIL,
    data.CGROUP_CONF_IGNORED_SINCE,
)
GRES_CONF = _table(data.GRES_CONF)


def release(version: str) -> str:
    """Return the release a version belongs to: "22.05.8" -> "22.05".

    A release newer than the newest known is treated as that one. Raises ClusterError for a text
    that is no Slurm version, and for a release older than 20.11.
    """
    match = _VERSION_TEXT.fullmatch(version.strip())
    if match is None:
        raise ClusterError(
            f'"{version}" is no Slurm version: expected one such as {VERSIONS[-1]} or 22.05.8, as '
            "`slurmctld -V` prints it."
        )
    found = match.group(1)
    if found in VERSIONS:
        return found
    if found > VERSIONS[-1]:
        return VERSIONS[-1]
    if found < VERSIONS[0]:
        raise ClusterError(
            f"Slurm {version} is too old: {VERSIONS[0]} to {VERSIONS[-1]} are supported."
        )
    raise ClusterError(f"There is no Slurm {version}: the releases are {', '.join(VERSIONS)}.")


def find(table: Mapping[str, Option], name: str) -> Option | None:
    """Return the option of that name, whatever its case (as Slurm does), or None."""
    return table.get(name.strip().lower())


def known(option: Option, version: str) -> bool:
    """Return whether the daemons of a version start with the option, even if they ignore it."""
    at = release(version)
    return (option.since or at) <= at <= (option.until or at)


def ignored(option: Option, version: str) -> bool:
    """Return whether a version accepts the option without any effect."""
    at = release(version)
    return known(option, at) and option.ignored_since is not None and option.ignored_since <= at


def repeats(option: Option, version: str) -> bool:
    """Return whether a version adds up several lines with the option."""
    return option.repeats_since is not None and option.repeats_since <= release(version)


def names(table: Mapping[str, Option], version: str) -> Iterator[str]:
    """Return the names, as Slurm spells them, that a version knows."""
    at = release(version)
    return (option.name for option in table.values() if known(option, at))


def suggest(table: Mapping[str, Option], name: str, version: str) -> str | None:
    """Return the option of a version that the name was probably meant to be, or None."""
    at = release(version)
    wanted = [key for key, option in table.items() if known(option, at) and not ignored(option, at)]
    close = difflib.get_close_matches(name.strip().lower(), wanted, n=1, cutoff=0.75)
    return table[close[0]].name if close else None
