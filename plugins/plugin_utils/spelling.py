# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Suggestions for misspelled names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_SIMILARITY = 0.75
# A comparison takes time, and more unknown names than this are no misspellings.
_MAX_COMPARISONS = 50_000


def did_you_mean(name: object, known: Iterable[object]) -> str:
    """Return " Did you mean '...'?" with the most similar known name, or an empty string."""
    similar = nearest(name, known)
    return f" Did you mean '{similar}'?" if similar else ""


def nearest(name: object, known: Iterable[object]) -> str | None:
    """Return the known name that is most similar, None if there is none or it is the same."""
    similar = _vocabulary(tuple(map(str, known))).nearest(str(name))
    return None if similar == name else similar


class _Vocabulary:
    """Known names, and the results of earlier comparisons with them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._by_lower = {name.lower(): name for name in names}
        self._nearest: dict[str, str | None] = {}
        self._comparisons_left = _MAX_COMPARISONS

    def nearest(self, name: str) -> str | None:
        """Return the most similar name, regardless of case."""
        if name not in self._nearest:
            if self._comparisons_left <= 0:
                return None
            self._comparisons_left -= len(self._by_lower)
            matches = get_close_matches(name.lower(), self._by_lower, n=1, cutoff=_SIMILARITY)
            self._nearest[name] = self._by_lower[matches[0]] if matches else None
        return self._nearest[name]


_vocabulary = lru_cache(maxsize=32)(_Vocabulary)
