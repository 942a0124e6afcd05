# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Memory and times as the batch systems write them. All functions raise ValueError."""

from __future__ import annotations

import math
import re

from ....module_utils._errors import ClusterError
from ....module_utils._slurm.scontrol import seconds as slurm_seconds

_MEBI = 1024**2
_UNITS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5, "e": 6}
_AMOUNT = re.compile(r"(\d+(?:\.\d*)?|\.\d+)([kmgtpe]?)(ib?|b|w)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(?:(?:(\d+):)?(\d+):)?(\d+):)?(\d+)(?:\.\d*)?")


def mebibytes(text: str, plain: int, suffix: str = "", decimal: bool = False) -> int:
    """Return MiB, rounded up, of a number with or without a unit.

    plain is what a number alone counts, in bytes; suffix is what may stand behind the letter of a
    unit, as a regular expression. decimal: without an i a unit is a power of 1000.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or not re.fullmatch(suffix, found[3] or "", re.IGNORECASE):
        raise ValueError(text)
    letter, behind = found[2].lower(), (found[3] or "").lower()
    base = 1000 if decimal and "i" not in behind else 1024
    unit = base ** _UNITS[letter] if letter or behind else plain
    amount = float(found[1]) * unit * (8 if behind == "w" else 1) / _MEBI
    if not math.isfinite(amount):
        raise ValueError(text)
    return math.ceil(amount)


def number(text: str) -> int:
    """Return a whole number."""
    if not re.fullmatch(r"\s*\d+\s*", text):
        raise ValueError(text)
    return int(text)


def clock(text: str) -> int:
    """Return the seconds of S, M:S, H:M:S or D:H:M:S."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    units = (86400, 3600, 60, 1)
    return sum(int(part or 0) * unit for part, unit in zip(found.groups(), units))


def grid_engine_clock(text: str) -> int | None:
    """Return the seconds of S or H:M:S, of which any may be left out: sge_types(1).

    None is for what has no end, and for forms that versions differ on.
    """
    if not re.fullmatch(r"[\d:]+|0x[\da-f]+|infinity", text, re.IGNORECASE):
        raise ValueError(text)
    parts = text.split(":")
    if len(parts) not in (1, 3) or not any(parts) or not "".join(parts).isdigit():
        return None
    return sum(int(part or "0") * unit for part, unit in zip(parts[::-1], (1, 60, 3600)))


def lsf_clock(text: str) -> int:
    """Return the seconds of M or H:M, with or without a host: bsub(1), -W."""
    found = re.fullmatch(r"(?:(\d+):)?(\d+)(?:/.*)?", text.strip())
    if found is None:
        raise ValueError(text)
    return int(found[1] or 0) * 3600 + int(found[2]) * 60


def sbatch_time(text: str) -> int | None:
    """Return the seconds of a time limit of sbatch, None for no limit."""
    try:
        return None if text == "-1" else slurm_seconds(text)
    except ClusterError:
        raise ValueError(text) from None
