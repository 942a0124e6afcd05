# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Memory sizes and times in the notations of the batch systems. All functions raise ValueError."""

from __future__ import annotations

import math
import re

from ....module_utils._errors import ClusterError
from ....module_utils._slurm.scontrol import parse_time as slurm_seconds

_MEBI = 1024**2
_UNITS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5, "e": 6}
_AMOUNT = re.compile(r"(\d+(?:\.\d*)?|\.\d+)([kmgtpe]?)(ib?|b|w)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(?:(?:(\d+):)?(\d+):)?(\d+):)?(\d+)(?:\.\d*)?")


def parse_mebibytes(text: str, plain: int, suffix: str = "", decimal: bool = False) -> int:
    """Return a size in MiB, rounded up.

    plain is the unit of a bare number, in bytes. suffix is a regular expression of what may follow
    the letter of a unit. decimal: a unit without an i is a power of 1000.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or not re.fullmatch(suffix, match[3] or "", re.IGNORECASE):
        raise ValueError(text)
    letter, rest = match[2].lower(), (match[3] or "").lower()
    base = 1000 if decimal and "i" not in rest else 1024
    unit = base ** _UNITS[letter] if letter or rest else plain
    amount = float(match[1]) * unit * (8 if rest == "w" else 1) / _MEBI
    if not math.isfinite(amount):
        raise ValueError(text)
    return math.ceil(amount)


def parse_number(text: str) -> int:
    """Return a whole number."""
    if not re.fullmatch(r"\s*\d+\s*", text):
        raise ValueError(text)
    return int(text)


def parse_time(text: str) -> int:
    """Return the seconds of S, M:S, H:M:S or D:H:M:S."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    units = (86400, 3600, 60, 1)
    return sum(int(part or 0) * unit for part, unit in zip(match.groups(), units))


def parse_grid_engine_time(text: str) -> int | None:
    """Return the seconds of S or H:M:S, any part of which may be empty: sge_types(1).

    None stands for no limit, and for notations on which versions differ.
    """
    if not re.fullmatch(r"[\d:]+|0x[\da-f]+|infinity", text, re.IGNORECASE):
        raise ValueError(text)
    parts = text.split(":")
    if len(parts) not in (1, 3) or not any(parts) or not "".join(parts).isdigit():
        return None
    return sum(int(part or "0") * unit for part, unit in zip(parts[::-1], (1, 60, 3600)))


def parse_lsf_time(text: str) -> int:
    """Return the seconds of M or H:M, optionally with a host: bsub(1), -W."""
    match = re.fullmatch(r"(?:(\d+):)?(\d+)(?:/.*)?", text.strip())
    if match is None:
        raise ValueError(text)
    return int(match[1] or 0) * 3600 + int(match[2]) * 60


def parse_sbatch_time(text: str) -> int | None:
    """Return the seconds of a time limit for sbatch, None for unlimited."""
    try:
        return None if text == "-1" else slurm_seconds(text)
    except ClusterError:
        raise ValueError(text) from None
