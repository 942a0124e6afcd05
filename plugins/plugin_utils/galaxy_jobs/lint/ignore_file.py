# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The configuration file of the linter: findings to ignore.

ignore: [GJ134]
per_file:
  config/test/*: [GJ139, GJ154]
"""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping

from ....module_utils._errors import ClusterError
from ...spelling import did_you_mean
from ..text import Value
from ..yaml import parse
from .finding import Suppression
from .rules import RULES

CONFIG_NAME = ".galaxy-jobs.yml"

_KEYS = ("ignore", "per_file")
_CODES = tuple(rule.code for rule in RULES)


def read(data: bytes, path: str, folder: str) -> tuple[Suppression, ...]:
    """Return the suppressions of a configuration file for the files below an absolute folder.

    Raises ClusterError with all errors.
    """
    document = parse(data, path)
    errors = [f"{problem.place.position}: {problem.message}" for problem in document.duplicates]
    found = tuple(_suppressions(document.value, glob.escape(folder.rstrip("/")), errors))
    if errors:
        raise ClusterError("\n".join(errors))
    return found


def _suppressions(value: Value, folder: str, errors: list[str]) -> Iterator[Suppression]:
    for key, setting in _entries(value, errors):
        if key.data == "ignore":
            yield from _ignored(setting, f"{folder}/*", errors)
        elif key.data == "per_file":
            for pattern, codes in _entries(setting, errors):
                yield from _ignored(codes, f"{folder}/{pattern.data}", errors)
        else:
            hint = did_you_mean(key.data, _KEYS) or " Expected 'ignore' or 'per_file'."
            errors.append(f"{key.position}: Unknown key '{key.data}'.{hint}")


def _entries(value: Value, errors: list[str]) -> Iterator[tuple[Value, Value]]:
    if isinstance(value.data, Mapping):
        yield from ((entry.name, entry.value) for entry in value.data.values())
    elif value.data is not None:
        errors.append(f"{value.position}: Expected a mapping.")


def _ignored(codes: Value, pattern: str, errors: list[str]) -> Iterator[Suppression]:
    if not isinstance(codes.data, tuple):
        errors.append(f"{codes.position}: Expected a list of codes, such as [GJ134].")
        return
    for code in codes.data:
        if code.data in _CODES:
            yield Suppression(code.data, code.place, glob=pattern)
        else:
            hint = did_you_mean(code.plain(), _CODES) or " 'galaxy-jobs rules' lists them."
            errors.append(f"{code.position}: Unknown rule '{code.plain()}'.{hint}")
