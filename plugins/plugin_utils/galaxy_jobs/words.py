# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Helpers for wording messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from os.path import commonprefix

from .text import Value

_MARKS = re.compile(r"[\s_-]")
_MOST_MARKS = 5
_SHORTEST = 3


def split_names(text: str) -> frozenset[str]:
    """Return the names in a text, separated by whitespace."""
    return frozenset(text.split())


def quoted(names: Iterable[object]) -> str:
    """Return names in quotes, separated by commas."""
    return ", ".join(f"'{name}'" for name in names) or "none"


def plural(number: int, noun: str) -> str:
    """Return "1 test" or "2 tests"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def typo_of(name: str, known: Iterable[str], one_letter: bool = False) -> str | None:
    """Return the only known name of which this is a typo, None without one or with several.

    A typo differs in case, in marks between words, in the order of two letters or, with one_letter,
    in one letter that is extra, missing or wrong. A different digit is never a typo.
    """
    names = _known(tuple(known))
    candidates = {*(names.all if one_letter else names.of_letters(name))} - {name}
    by_case = [known for known in candidates if known.lower() == name.lower()]
    meant = by_case or [known for known in candidates if _is_typo(name, known, one_letter)]
    return meant[0] if len(meant) == 1 else None


class _Known:
    """Known names, indexed by their letters."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.all = names
        self._by_letters: dict[str, list[str]] = {}
        for name in names:
            self._by_letters.setdefault(_letters(name), []).append(name)

    def of_letters(self, name: str) -> list[str]:
        """Return the names with the same letters, in any case and order."""
        return self._by_letters.get(_letters(name), [])


_known = lru_cache(maxsize=32)(_Known)


def _letters(name: str) -> str:
    return "".join(sorted(_MARKS.sub("", name).lower()))


def _is_typo(name: str, meant: str, one_letter: bool) -> bool:
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


def shape_of(value: Value) -> str:
    """Return the shape of a value, without the value: it may be a secret."""
    if isinstance(value.data, Mapping):
        return "a mapping"
    if isinstance(value.data, tuple):
        return "a list"
    if value.data is None:
        return "empty"
    if isinstance(value.data, bool):
        return "a boolean"
    return "a string" if isinstance(value.data, str) else "a number"
