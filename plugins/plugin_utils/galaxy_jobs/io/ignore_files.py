# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Finds and reads the configuration files of the linter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..lint.finding import Suppression
from ..lint.ignore_file import CONFIG_NAME, read


def suppressions(config: Path | None, linted: Iterable[Path]) -> tuple[Suppression, ...]:
    """Return the suppressions of a file, or of all configuration files above the linted files.

    Raises ClusterError with all errors.
    """
    found: list[Suppression] = []
    errors: list[str] = []
    for path in [config] if config else _find_configs(linted):
        try:
            found += read(path.read_bytes(), str(path), str(path.absolute().parent))
        except OSError as error:
            errors.append(f"{path}: {error.strerror or error}.")
        except ClusterError as error:
            errors.append(str(error))
    if errors:
        raise ClusterError("\n".join(errors))
    return tuple(found)


def _find_configs(linted: Iterable[Path]) -> Iterator[Path]:
    folders = {folder for path in linted for folder in path.absolute().parents}
    for folder in sorted(folders):
        if (folder / CONFIG_NAME).is_file():
            yield folder / CONFIG_NAME
