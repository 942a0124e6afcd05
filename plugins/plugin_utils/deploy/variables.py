# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Which variables a role does not know."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def unknown(given: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return a sentence for each given name that is not known, in alphabetical order."""
    names = sorted(known)
    return [_sentence(name, names) for name in sorted(set(given) - set(names))]


def _sentence(name: str, known: list[str]) -> str:
    """Return what is wrong with one name, and the name that was probably meant."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"'{name}' is not a variable of this collection's roles.{hint}"
