# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Fixes that several rules offer: replacing the text of a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ...spelling import nearest
from ..text import Source, Value
from ..words import typo_of
from ..xml import escaped
from ..yaml import is_plain
from .finding import Edit, Fix

_XML = re.compile(r"\s*<")


def is_xml(source: Source) -> bool:
    """Return whether a document is XML."""
    return _XML.match(source.text) is not None


def replacement(value: Value, text: str, *, of_any_type: bool = False) -> tuple[Edit, ...]:
    """Return the edit that replaces the text of a value; none if that would change more.

    In YAML it keeps its quotes, or gets quotes where the new text would not be a string, unless
    it may be of any type.
    """
    if not _is_replaceable(value):
        return ()
    if is_xml(value.place.source):
        return (Edit(value.place, escaped(text)),)
    mark = value.place.text[:1]
    if mark == "'" or (mark != '"' and not is_plain(text) and not of_any_type):
        return (Edit(value.place, "'{}'".format(text.replace("'", "''"))),)
    return (Edit(value.place, f'"{_escaped(text)}"' if mark == '"' else text),)


def _is_replaceable(value: Value) -> bool:
    """Return whether a new text changes this value alone: a list or a mapping may hold anchors."""
    return value.verbatim and not isinstance(value.data, (tuple, Mapping))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def did_you_mean_fix(
    value: Value | None,
    known: Iterable[object],
    *,
    one_letter: bool = False,
    of_any_type: bool = False,
) -> Fix | None:
    """Return the fix of a misspelled name: the closest known name, None without one.

    It is safe for a mere typo. one_letter also counts a different letter as a typo: for names
    defined by Galaxy, not for names of a site, which may differ by one letter on purpose.
    """
    if value is None or not isinstance(value.data, str):
        return None
    names = [str(name) for name in known]
    typo = typo_of(value.data, names, one_letter)
    meant = typo or nearest(value.data, names)
    if meant is None:
        return None
    return Fix(
        f"Write '{meant}'.",
        replacement(value, meant, of_any_type=of_any_type),
        safe=typo is not None,
    )


def unquoted(value: Value, text: str) -> tuple[Edit, ...]:
    """Return the edit that replaces a value of YAML by a text without quotes.

    The text for an empty value goes after the colon, if the place is there.
    """
    if not _is_replaceable(value):
        return ()
    if value.place.text:
        return (Edit(value.place, text),)
    follows = value.place.source.text[: value.place.start].endswith(":")
    return (Edit(value.place, f" {text}"),) if follows else ()


def unquoted_fix(value: Value, text: str) -> Fix:
    """Return the fix of a string in YAML where a number or a boolean is expected."""
    return Fix(f"Write {text}, without quotes.", unquoted(value, text), safe=True)


def quoted_fix(value: Value | None) -> Fix | None:
    """Return the fix of a YAML scalar that must be a string, None for other values."""
    if value is None or value.data is None or isinstance(value.data, (str, tuple, Mapping)):
        return None
    edits = (Edit(value.place, f'"{value.place.text}"'),) if value.verbatim else ()
    return Fix("Put it in quotes.", edits, safe=True)
