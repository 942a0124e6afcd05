# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The base of this collection's own errors."""

from __future__ import annotations


class ClusterError(Exception):
    """An error to fix: the message says what is wrong, what was expected, and what to do."""
