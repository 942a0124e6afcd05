# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Reads a slurm.conf and the files that it includes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ....module_utils._errors import ClusterError
from ...slurm.cluster import Partition, partitions
from ...slurm.conf import parse
from .files import Files, read_import

_INCLUDE = re.compile(r"^[ \t]*include[ \t]+(\S+)[ \t]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
_MAX_DEPTH = 10


def add_partitions(files: Files, path: Path) -> None:
    """Add the partitions of a slurm.conf to files, or an error."""
    try:
        files.slurm_conf = read_partitions(path)
    except ClusterError as error:
        files.errors.append(f"{path}: {error}")


def read_partitions(path: Path) -> Mapping[str, Partition]:
    """Return the partitions of a slurm.conf by name. Raises ClusterError.

    Included files are read only if they are in its folder or below.
    """
    return partitions(parse(_read_with_includes(path.parent, path.name, 0)))


def _read_with_includes(folder: Path, name: str, depth: int) -> str:
    content = read_import(folder, name)
    if content is None:
        raise ClusterError(f"cannot read '{folder / name}'. Does it exist?")
    if depth > _MAX_DEPTH:
        raise ClusterError(f"'{name}' includes itself.")
    text = content.decode("utf-8", "replace")
    if depth:
        _check_syntax(text, name)
    return _INCLUDE.sub(lambda match: _read_with_includes(folder, match[1], depth + 1), text)


def _check_syntax(text: str, name: str) -> None:
    """Raise ClusterError with the first invalid line of an included file."""
    try:
        parse(text)
    except ClusterError as error:
        raise ClusterError(f"includes '{name}', {error}") from None
