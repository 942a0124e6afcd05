# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions of resubmission: what Galaxy takes and what it refuses."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.expressions import (
    refusal,
)


@pytest.mark.parametrize(
    "text",
    [
        "any_failure",
        "60",
        "memory_limit_reached and attempt <= 3",
        "not walltime_reached",
        "attempt in [1, 2]",
        "seconds_running > 60 * 60 or attempt == 1",
        "min(attempt, 3) * 30",
        "str(attempt).isdigit()",
        "attempt ** 2 % 5 << 1",
    ],
)
def test_taken(text: str) -> None:
    assert refusal(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("time_running > 60", "no 'time_running'"),
        (" any_failure and 1", "begins with a blank"),
        ("-attempt", "minus"),
        ("attempt // 2", "'//'"),
        ("attempt >> 1", "'>>'"),
        ("attempt in (1, 2)", "tuple"),
        ("1 if any_failure else 2", "'if'"),
        ("attempt = 2", "single expression"),
        ("open('f')", "function is not allowed"),
        ("attempt.__class__", "'.__class__'"),
        ("(lambda: 1)()", "not allowed"),
        ("'" + "(" * 10, "no expression"),
        ("(" * 100_000, "no expression"),
        ("\0", "no expression"),
        ("", "single expression"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    assert reason in (refusal(text) or "")
