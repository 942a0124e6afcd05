# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Documents as text, in the encodings that Galaxy reads."""

from __future__ import annotations

import re

from .diagnostic import Diagnostic, UnreadableError
from .text import LARGEST, Source, Span

_ENCODING = re.compile(
    r"(?i)utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-?8859-\d+|latin-?1|(?:windows-|cp)125\d"
)


def _nowhere(path: str) -> Span:
    return Span(Source(path, ""), 0, 0)


def source_of(data: bytes | str, path: str, encoding: str = "utf-8") -> Source:
    """Return the document as text.

    Raises UnreadableError if it is too large or not in the encoding.
    """
    if len(data) > LARGEST:
        message = f"The document has {len(data)} bytes; expected at most {LARGEST}."
        raise UnreadableError(
            Diagnostic(
                kind="too-large", place=_nowhere(path), message=message, consequence="unreadable"
            )
        )
    text = data if isinstance(data, str) else _decoded(data, path, encoding)
    return Source(path, text[1:] if text.startswith("\ufeff") else text)


def _decoded(data: bytes, path: str, encoding: str) -> str:
    if not _ENCODING.fullmatch(encoding):
        message = f"Unsupported encoding '{encoding}'. Save the file as UTF-8."
        raise UnreadableError(
            Diagnostic(
                kind="encoding", place=_nowhere(path), message=message, consequence="unreadable"
            )
        )
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        offset = getattr(error, "start", 0)
        message = f"Byte {offset + 1} is not {encoding.upper()}. Save the file as UTF-8."
        before = Source(path, data[:offset].decode("utf-8", "replace"))
        place = before.span(len(before.text), len(before.text))
        raise UnreadableError(Diagnostic(kind="encoding", place=place, message=message)) from None
