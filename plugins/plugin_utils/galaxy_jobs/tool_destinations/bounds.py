# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The bounds of rules.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, str_to_bytes and RuleValidator.
"""

from __future__ import annotations

import math
import typing as t
from functools import lru_cache

UNITS = ("B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


class Span(t.NamedTuple):
    """What a rule takes: from low, without high. swapped: Galaxy exchanged the bounds."""

    low: float
    high: float
    swapped: bool = False

    @property
    def empty(self) -> bool:
        """Return whether no size and no number is in it."""
        return self.high <= max(self.low, 0)

    @property
    def everything(self) -> bool:
        """Return whether all jobs are in it."""
        return self.low <= 0 and self.high == math.inf

    def holds(self, other: Span) -> bool:
        """Return whether it takes all that another one takes."""
        return max(self.low, 0) <= max(other.low, 0) and other.high <= self.high


def in_bytes(data: object) -> object:
    """Return what Galaxy compares sizes with: -1 is no bound. Raises ValueError.

    A number, a space and a unit of 1024; what is no text stays what it is.
    """
    return _in_bytes(data) if isinstance(data, str) else data


@lru_cache(maxsize=1024)
def _in_bytes(text: str) -> float:
    if text.lower() == "infinity":
        return -1
    *number, last = text.strip().split(" ")
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


def span(rule_type: str, lower: object, upper: object) -> Span | None:
    """Return what a rule with these bounds takes, None when they cannot be read."""
    try:
        low, high = _numbers(rule_type, lower, upper)
    except ValueError:
        return None
    if math.isnan(low) or math.isnan(high):
        return None
    is_open = rule_type == "num_input_datasets" and high == -1
    return Span(high, low, True) if low > high and not is_open else Span(low, high)


def _numbers(rule_type: str, lower: object, upper: object) -> tuple[float, float]:
    if rule_type == "num_input_datasets":
        # Galaxy knows "Infinity" alone here: -1 is a number.
        low = 0 if lower == "Infinity" else -1 if lower == -1 else as_number(lower)
        return low, -1 if upper == -1 else as_number(upper)
    low = as_size(lower)
    return 0 if low == math.inf and lower != math.inf else low, as_size(upper)


def in_digits(bound: float) -> str:
    """Return a number as people write it: 2 for 2.0."""
    whole = isinstance(bound, float) and bound.is_integer()
    return str(int(bound) if whole else bound)


def in_words(size: float) -> str:
    """Return a size with the largest unit of which it is a whole number; small ones have none."""
    unit = 0
    while size and size % 1024 == 0 and unit < len(UNITS) - 1:
        size, unit = size // 1024, unit + 1
    return f"{in_digits(size)} {UNITS[unit]}" if unit else in_digits(size)
