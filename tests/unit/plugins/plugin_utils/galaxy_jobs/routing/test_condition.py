# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of conditions and delays, without executing them."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.condition import (
    FAILURES,
    RefusedError,
    UnknownError,
    evaluate,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", 5),
        ("attempt", 2),
        ("10 * attempt + 1", 21),
        ("attempt / 4", 0.5),
        ("attempt % 2", 0),
        ("memory_limit_reached", True),
        ("walltime_reached", False),
        ("any_failure", True),
        ("any_potential_job_failure", True),
        ("not memory_limit_reached", False),
        ("memory_limit_reached and attempt <= 2", True),
        ("walltime_reached or attempt > 2", False),
        ("1 < attempt < 3", True),
        ("1 < attempt < 2", False),
        ("max(attempt, 7)", 7),
        ("round(2.6)", 3),
        ("True ^ False", True),
        ("attempt is 2", True),
    ],
)
def test_value(text: str, expected: object) -> None:
    assert evaluate(text, "memory_limit_reached", 2) == expected


@pytest.mark.parametrize(
    "text",
    [
        "seconds_running > 5",
        "seconds_since_queued",
        "memory_limit_reached and seconds_running > 5",
        "walltime_reached or seconds_running > 5",
        "1 < seconds_running",
        "max(1, seconds_running)",
        "float('x')",
    ],
)
def test_unknown(text: str) -> None:
    with pytest.raises(UnknownError):
        evaluate(text, "memory_limit_reached", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("walltime_reached and seconds_running > 5", False),
        ("seconds_running > 5 and walltime_reached", False),
        ("memory_limit_reached or seconds_running > 5", True),
        ("seconds_running > 5 or memory_limit_reached", True),
    ],
)
def test_one_operand_decides(text: str, expected: bool) -> None:
    assert evaluate(text, "memory_limit_reached", 2) is expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(5, "'5' is not a string", id="number"),
        pytest.param("attempt / 0", "division by zero", id="division"),
        pytest.param("attempt // 2", None, id="operator"),
        pytest.param("no_such_name", None, id="name"),
        pytest.param("attempt >", None, id="syntax"),
    ],
)
def test_refused(text: object, message: str | None) -> None:
    with pytest.raises(RefusedError, match=message):
        evaluate(text, "memory_limit_reached", 2)


@pytest.mark.parametrize("failure", FAILURES)
def test_each_failure_is_true_alone(failure: str) -> None:
    assert [name for name in FAILURES if evaluate(name, failure, 1)] == [failure]
