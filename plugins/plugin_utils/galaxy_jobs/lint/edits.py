# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The fixes that several rules offer: another text in the place of a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..text import Source, Value
from ..words import nearest, typo_of
from ..xml import escaped
from ..yaml import is_plain
from .finding import Edit, Fix

_XML = re.compile(r"\s*<")


def is_xml(source: Source) -> bool:
    """Return whether a document is XML."""
    return _XML.match(source.text) is not None


def replacement(value: Value, text: str, *, of_any_type: bool = False) -> tuple[Edit, ...]:
    """Return the edit that gives a value another text; none when the text is not its own.

    In YAML it keeps its quotes, or gets some where it would not be a text: of_any_type, it need not
    be one.
    """
    if not value.verbatim:
        return ()
    if is_xml(value.place.source):
        return (Edit(value.place, escaped(text)),)
    mark = value.place.text[:1]
    if mark == "'" or (mark != '"' and not is_plain(text) and not of_any_type):
        return (Edit(value.place, "'{}'".format(text.replace("'", "''"))),)
    return (Edit(value.place, f'"{_escaped(text)}"' if mark == '"' else text),)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def did_you_mean_fix(
    value: Value | None,
    known: Iterable[object],
    *,
    one_letter: bool = False,
    of_any_type: bool = False,
) -> Fix | None:
    """Return a fix of a misspelt name: the known one that it is most like, None without one.

    It is safe when the name is a mere slip. one_letter allows another letter in a slip: for names
    that Galaxy has given, not for those of a site, which differ by a letter on purpose.
    """
    if value is None or not isinstance(value.data, str):
        return None
    names = [str(name) for name in known]
    slip = typo_of(value.data, names, one_letter)
    meant = slip or nearest(value.data, names)
    if meant is None:
        return None
    return Fix(
        f"Write '{meant}'.",
        replacement(value, meant, of_any_type=of_any_type),
        safe=slip is not None,
    )


def unquoted(value: Value, text: str) -> tuple[Edit, ...]:
    """Return the edit that gives a value of YAML another text as it is.

    Where nothing is written it goes behind the colon, if that is where the place is.
    """
    if not value.verbatim:
        return ()
    if value.place.text:
        return (Edit(value.place, text),)
    follows = value.place.source.text[: value.place.start].endswith(":")
    return (Edit(value.place, f" {text}"),) if follows else ()


def unquoted_fix(value: Value, text: str) -> Fix:
    """Return a fix of a text of YAML where a number or a boolean is wanted."""
    return Fix(f"Write {text}, without quotes.", unquoted(value, text), safe=True)


def quoted_fix(value: Value | None) -> Fix | None:
    """Return a fix of a scalar of YAML that must be a text, None for what is no scalar."""
    if value is None or value.data is None or isinstance(value.data, (str, tuple, Mapping)):
        return None
    edits = (Edit(value.place, f'"{value.place.text}"'),) if value.verbatim else ()
    return Fix("Put it in quotes.", edits, safe=True)
