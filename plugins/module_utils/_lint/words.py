# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What messages say alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from .._text import Value


def names_in(text: str) -> frozenset[str]:
    """Return the names in a text, between blanks."""
    return frozenset(text.split())


def quoted(names: Iterable[object]) -> str:
    """Return names in quotes, with commas between them."""
    return ", ".join(f"'{name}'" for name in names) or "none"


def did_you_mean(name: object, known: Iterable[object]) -> str:
    """Return ' Did you mean ...?' for a name that is near to one of these, else nothing."""
    near = nearest(name, known)
    return f" Did you mean '{near}'?" if near else ""


def nearest(name: object, known: Iterable[object]) -> str | None:
    """Return the known name that is most like this one, None when none is like it."""
    by_lower = {str(candidate).lower(): str(candidate) for candidate in known}
    found = get_close_matches(str(name).lower(), by_lower, n=1, cutoff=0.75)
    return by_lower[found[0]] if found and by_lower[found[0]] != name else None


def kind(value: Value) -> str:
    """Return what a value is, without saying it: it may be a secret."""
    if isinstance(value.data, Mapping):
        return "a mapping"
    if isinstance(value.data, tuple):
        return "a list"
    if value.data is None:
        return "empty"
    if isinstance(value.data, bool):
        return "a boolean"
    return "a text" if isinstance(value.data, str) else "a number"
