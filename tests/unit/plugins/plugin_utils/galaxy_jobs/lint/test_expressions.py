# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions of resubmission that Galaxy accepts and rejects."""

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
def test_accepted(text: str) -> None:
    assert refusal(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("time_running > 60", "unknown name 'time_running'"),
        (" any_failure and 1", "leading whitespace"),
        ("-attempt", "minus"),
        ("attempt // 2", "'//'"),
        ("attempt >> 1", "'>>'"),
        ("attempt in (1, 2)", "tuple"),
        ("1 if any_failure else 2", "'if'"),
        ("attempt = 2", "single expression"),
        ("open('f')", "function is not allowed"),
        ("attempt.__class__", "'.__class__'"),
        ("(lambda: 1)()", "not allowed"),
        ("'" + "(" * 10, "not a Python expression"),
        ("(" * 100_000, "not a Python expression"),
        ("\0", "not a Python expression"),
        ("", "single expression"),
    ],
)
def test_rejected(text: str, reason: str) -> None:
    assert reason in (refusal(text) or "")
