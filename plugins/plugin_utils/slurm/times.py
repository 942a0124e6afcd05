# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Time formatting."""

from __future__ import annotations


def format_time(seconds: int) -> str:
    """Return seconds as H:MM:SS."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
