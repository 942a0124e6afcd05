# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Bounds of rules, as Galaxy compares them.

Galaxy 26.1.2: galaxy/jobs/dynamic_tool_destination.py, str_to_bytes and RuleValidator.
"""

from __future__ import annotations

import math
import typing as t
from functools import lru_cache

UNITS = ("B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


class Bounds(t.NamedTuple):
    """The range of a rule: low is included, high is not. Galaxy swaps reversed bounds."""

    low: float
    high: float
    is_reversed: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether no size and no count is in the range."""
        return self.high <= max(self.low, 0)

    @property
    def is_unlimited(self) -> bool:
        """Return whether every job is in the range."""
        return self.low <= 0 and self.high == math.inf

    def contains(self, other: Bounds) -> bool:
        """Return whether the range includes all of another one."""
        return max(self.low, 0) <= max(other.low, 0) and other.high <= self.high


def in_bytes(data: object) -> object:
    """Return a size in bytes as Galaxy compares it: -1 means unlimited. Raises ValueError.

    A text is a number, or a number, a space and a unit (factor 1024). Other data is returned as is.
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
    """Return a size in bytes; Infinity and -1 mean unlimited. Raises ValueError.

    A text is a number, or a number, a space and a unit (factor 1024).
    """
    return as_number(in_bytes(data))


def as_number(data: object) -> float:
    """Return a number; "Infinity" and -1 mean unlimited. Raises ValueError."""
    if data == "Infinity":
        return math.inf
    if not isinstance(data, (int, float)):
        raise ValueError(data)
    return math.inf if data == -1 else data


def bounds_of(rule_type: str, lower: object, upper: object) -> Bounds | None:
    """Return the bounds of a rule, None when one of them is invalid."""
    try:
        low, high = _numbers(rule_type, lower, upper)
    except ValueError:
        return None
    if math.isnan(low) or math.isnan(high):
        return None
    is_open = rule_type == "num_input_datasets" and high == -1
    return Bounds(high, low, True) if low > high and not is_open else Bounds(low, high)


def _numbers(rule_type: str, lower: object, upper: object) -> tuple[float, float]:
    if rule_type == "num_input_datasets":
        # Here only "Infinity" means unlimited; -1 is an ordinary number.
        low = 0 if lower == "Infinity" else -1 if lower == -1 else as_number(lower)
        return low, -1 if upper == -1 else as_number(upper)
    low = as_size(lower)
    return 0 if low == math.inf and lower != math.inf else low, as_size(upper)


def in_digits(bound: float) -> str:
    """Return a number without a zero fraction: 2 for 2.0."""
    whole = isinstance(bound, float) and bound.is_integer()
    return str(int(bound) if whole else bound)


def in_words(size: float) -> str:
    """Return a size in the largest unit that divides it; sizes below 1 KB have no unit."""
    unit = 0
    while size and size % 1024 == 0 and unit < len(UNITS) - 1:
        size, unit = size // 1024, unit + 1
    return f"{in_digits(size)} {UNITS[unit]}" if unit else in_digits(size)
