# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Single values as Galaxy 26.1.2 converts them; each function names its counterpart."""

from __future__ import annotations

import re
import typing as t

TRUE = frozenset({"true", "yes", "on", "y", "t", "1"})
FALSE = frozenset({"false", "no", "off", "n", "f", "0"})

_SIZE = re.compile(
    r"(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*(?P<unit>bytes?|b|"
    r"k(?:ibibytes?|ilobytes?|ib|b)?|m(?:ebibytes?|egabytes?|ib|b)?|"
    r"g(?:ibibytes?|igabytes?|ib|b)?|t(?:ebibytes?|erabytes?|ib|b)?|"
    r"p(?:ebibytes?|etabytes?|ib|b)?|e(?:xbibytes?|xabytes?|ib|b)?)?$"
)
_POWERS = "bkmgtpe"


def as_bool(data: t.Any) -> bool:
    """Return a value as a boolean. Raises ValueError for an invalid string.

    galaxy/util/__init__.py, asbool.
    """
    if not isinstance(data, str):
        return bool(data)
    word = data.strip().lower()
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise ValueError(data)


def is_bool(data: t.Any) -> bool:
    """Return whether a value can be read as a boolean."""
    try:
        as_bool(data)
    except ValueError:
        return False
    return True


def as_bytes(data: t.Any) -> int:
    """Return a size in bytes; units are powers of 1000, with an 'i' of 1024. Raises ValueError.

    galaxy/util/__init__.py, size_to_bytes.
    """
    found = _SIZE.match(data.lower()) if isinstance(data, str) else None
    if found is None:
        raise ValueError(data)
    unit = found["unit"] or "b"
    return int(float(found["number"]) * (1024 if "ib" in unit else 1000) ** _POWERS.index(unit[0]))


def as_int(data: t.Any) -> int:
    """Return a number, converted by int() as in galaxy/jobs/__init__.py. Raises ValueError."""
    try:
        return int(data)
    except (TypeError, OverflowError):
        raise ValueError(data) from None


def as_walltime(data: t.Any) -> int:
    """Return the seconds of hours:minutes:seconds. Raises ValueError.

    galaxy/jobs/__init__.py, end of _configure_from_dict: exactly three numbers.
    """
    hours, minutes, seconds = (int(part) for part in str(data).split(":"))
    return hours * 3600 + minutes * 60 + seconds


def tool_id(data: str) -> str:
    """Return a tool id normalized as in Galaxy's lookup: galaxy/jobs/__init__.py."""
    return data.lower().rstrip("/")


def destination_limit(kind: str) -> str:
    """Return a limit type with environment_ replaced by destination_: galaxy/jobs/__init__.py."""
    prefix = "environment_"
    return f"destination_{kind[len(prefix) :]}" if kind.startswith(prefix) else kind
