# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A slurm.conf, with the files that it includes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ....module_utils._errors import ClusterError
from ...slurm.cluster import Partition, partitions
from ...slurm.conf import parse
from .files import Files, read_import

_INCLUDE = re.compile(r"^[ \t]*include[ \t]+(\S+)[ \t]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
_DEEPEST = 10


def add(files: Files, path: Path) -> None:
    """Give files the partitions of a slurm.conf, or an error that says why there are none."""
    try:
        files.slurm_conf = read(path)
    except ClusterError as error:
        files.errors.append(f"{path}: {error}")


def read(path: Path) -> Mapping[str, Partition]:
    """Return the partitions of a slurm.conf. Raises ClusterError.

    Includes are opened in its folder and below: nothing else is.
    """
    return partitions(parse(_text(path.parent, path.name, 0)))


def _text(folder: Path, name: str, depth: int) -> str:
    content = read_import(folder, name)
    if content is None:
        raise ClusterError(f"'{folder / name}' cannot be read: is it there?")
    if depth > _DEEPEST:
        raise ClusterError(f"'{name}' includes itself.")
    text = content.decode("utf-8", "replace")
    if depth:
        _refuse_unreadable(text, name)
    return _INCLUDE.sub(lambda found: _text(folder, found[1], depth + 1), text)


def _refuse_unreadable(text: str, name: str) -> None:
    """Raise ClusterError with the line of an included file that Slurm could not read."""
    try:
        parse(text)
    except ClusterError as error:
        raise ClusterError(f"includes '{name}', {error}") from None
