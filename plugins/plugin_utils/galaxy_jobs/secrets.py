# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Documents with masked secrets; when in doubt, mask.

The name of a value decides: a secret parameter of the catalogue, or a name such as API_TOKEN.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Mapping

from .runners import secret_names
from .text import Source

HIDDEN = "***"

_NAMES = "|".join(sorted(set(secret_names())))
_SECRET = re.compile(
    r"(?i)(?<!<)(?<!</)token(?!_)|passw|passphrase|secret|credential|(?:private|api|access)_?key|basic_auth|"
    rf"amqp_url|queue_url|\b(?:{_NAMES})\b"
)
_URL = re.compile(r"://[^\s/\"'<>@]*(?:@[^\s/\"'<>@]*)*@")
_VALUE = re.compile(r"""(?i)\bvalue["']?\s*[:=]""")
_FAR = 200


def mask_urls(text: str) -> str:
    """Return a text with the user and password of its URLs masked."""
    return _URL.sub(f"://{HIDDEN}@", text)


def mask_document(text: str) -> str:
    """Return a document with its secrets masked."""
    source = Source("", text)
    return "\n".join(mask_line(source, number) for number in range(1, len(source.lines) + 1))


def mask_secrets(name: object, data: t.Any) -> t.Any:
    """Return a value with its secrets masked, including nested mappings and lists."""
    if _SECRET.search(str(name)):
        return HIDDEN
    if isinstance(data, Mapping):
        return {key: mask_secrets(key, value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [mask_secrets("", value) for value in data]
    return mask_urls(data) if isinstance(data, str) else data


def mask_line(source: Source, number: int) -> str:
    """Return a line of a document with possible secrets masked; lines count from 1."""
    lines = source.lines
    line = lines[number - 1] if number <= len(lines) else ""
    found = _SECRET.search(line)
    if found:
        before = "" if _VALUE.search(line, 0, found.start()) else line[: found.end()]
        return f"{before}{HIDDEN}"
    above = lines[max(0, number - 1 - _FAR) : number - 1]
    beside = [*above[-1:], *lines[number : number + 1]]
    if _VALUE.search(line) and any(_SECRET.search(other) for other in beside):
        return HIDDEN
    if _is_below_secret(line, above) or _is_text_of_secret(line, above):
        return HIDDEN
    return mask_urls(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_below_secret(line: str, above: list[str]) -> bool:
    """Return whether a line of YAML is nested below the name of a secret."""
    indent = _indent(line) if line.strip() else 1000
    for other in reversed(above):
        if other.strip() and _indent(other) < indent:
            indent = _indent(other)
            if _SECRET.search(other):
                return True
    return False


def _is_text_of_secret(line: str, above: list[str]) -> bool:
    """Return whether a line of XML begins inside an element with the name of a secret."""
    for other in reversed(above):
        start = other.rfind("<")
        if start >= 0:
            return other[start + 1 : start + 2] != "/" and bool(_SECRET.search(other, start))
    return False
