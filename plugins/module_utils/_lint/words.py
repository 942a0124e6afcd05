# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What messages say alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from os.path import commonprefix

from .._text import Value

_MARKS = re.compile(r"[\s_-]")
_MOST_MARKS = 5
_SHORTEST = 3


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


def slip_of(name: str, known: Iterable[str], one_letter: bool = False) -> str | None:
    """Return the one known name that this is a slip of the pen for, None without or with several.

    Slips are another case, other marks between words, two letters in the wrong order, and with
    one_letter a letter too many, too few or wrong. Digits are never a slip.
    """
    others = {each for each in known if each != name}
    by_case = [each for each in others if each.lower() == name.lower()]
    meant = by_case or [each for each in others if _is_slip(name, each, one_letter)]
    return meant[0] if len(meant) == 1 else None


def _is_slip(name: str, meant: str, one_letter: bool) -> bool:
    if abs(len(name) - len(meant)) > _MOST_MARKS:
        return False
    written, known = (_MARKS.sub("", text).lower() for text in (name, meant))
    if written == known:
        return True
    start = len(commonprefix((written, known)))
    end = len(commonprefix((written[start:][::-1], known[start:][::-1])))
    wrong, right = written[start : len(written) - end], known[start : len(known) - end]
    if len(wrong) == 2 and wrong == right[::-1]:
        return wrong.isalpha()
    is_one = one_letter and len(known) > _SHORTEST and max(len(wrong), len(right)) == 1
    return is_one and (wrong + right).isalpha()


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
