# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The configuration files of the linter: the one that is named, or those found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..lint.finding import Suppression
from ..lint.ignore_file import NAME, read


def suppressions(named: Path | None, linted: Iterable[Path]) -> tuple[Suppression, ...]:
    """Return the suppressions of the named file, or of those in the folders above what is linted.

    Raises ClusterError with all that is wrong.
    """
    found: list[Suppression] = []
    errors: list[str] = []
    for path in [named] if named else _above(linted):
        try:
            found += read(path.read_bytes(), str(path), str(path.absolute().parent))
        except OSError as error:
            errors.append(f"{path}: {error.strerror or error}.")
        except ClusterError as error:
            errors.append(str(error))
    if errors:
        raise ClusterError("\n".join(errors))
    return tuple(found)


def _above(linted: Iterable[Path]) -> Iterator[Path]:
    folders = {folder for path in linted for folder in path.absolute().parents}
    for folder in sorted(folders):
        if (folder / NAME).is_file():
            yield folder / NAME
