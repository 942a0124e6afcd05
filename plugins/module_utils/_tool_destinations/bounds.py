# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The bounds of rules. Galaxy 26.1.2, galaxy/jobs/dynamic_tool_destination.py, str_to_bytes."""

from __future__ import annotations

import math

UNITS = ("B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


def in_bytes(data: object) -> object:
    """Return what Galaxy compares sizes with: -1 is no bound. Raises ValueError.

    A number, a space and a unit of 1024; what is no text stays what it is.
    """
    if not isinstance(data, str):
        return data
    if data.lower() == "infinity":
        return -1
    *number, last = data.strip().split(" ")
    try:
        return int("".join((*number, last)))
    except ValueError:
        return float("".join(number)) * 1024.0 ** UNITS.index(last.strip().upper())


def as_size(data: object) -> float:
    """Return a size: a number, or a number, a space and a unit of 1024. Raises ValueError.

    Infinity and -1 are what they are as an upper bound.
    """
    return as_number(in_bytes(data))


def as_number(data: object) -> float:
    """Return a number, "Infinity" included. Raises ValueError."""
    if data == "Infinity":
        return math.inf
    if not isinstance(data, (int, float)):
        raise ValueError(data)
    return math.inf if data == -1 else data
