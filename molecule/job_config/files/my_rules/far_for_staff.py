# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends the jobs of staff far away."""

from __future__ import annotations


def far_for_staff(user_email: str) -> str:
    """Return the destination of a job."""
    return "far" if user_email.endswith("@example.org") else "main"
