# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Variables that no role defines."""

from __future__ import annotations

from collections.abc import Iterable

from ..spelling import did_you_mean


def unknown(defined: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return a message for each defined variable that is not known, sorted by name."""
    names = sorted(known)
    return [_message(name, names) for name in sorted(set(defined) - set(names))]


def _message(name: str, known: list[str]) -> str:
    hint = did_you_mean(name, known)
    return f"'{name}' is not a variable of this collection's roles.{hint}"
