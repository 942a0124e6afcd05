# SPDX-License-Identifier: GPL-3.0-or-later
"""What Galaxy makes of single values."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf import values


@pytest.mark.parametrize(
    ("reading", "data", "expected"),
    [
        *((values.as_bool, word, True) for word in ("true", " Yes\n", "on", "y", "T", "1", 1, [0])),
        *((values.as_bool, word, False) for word in ("false", "No", "off", "n", "f", "0", 0, None)),
        (values.as_int, " 4 ", 4),
        (values.as_int, 4.7, 4),
        (values.as_bytes, "1024", 1024),
        (values.as_bytes, "50GB", 50_000_000_000),
        (values.as_bytes, "50 GiB", 50 * 1024**3),
        (values.as_bytes, "1.5 k", 1500),
        (values.as_bytes, "10 bytes", 10),
        (values.as_bytes, "1 kibibytes", 1024),
        (values.as_walltime, "24:00:30", 86430),
        (values.tool_id, "ToolShed/Cat1/", "toolshed/cat1"),
        (
            values.destination_limit,
            "environment_user_concurrent_jobs",
            "destination_user_concurrent_jobs",
        ),
        (values.destination_limit, "walltime", "walltime"),
    ],
)
def test_read(reading: Callable[[object], object], data: object, expected: object) -> None:
    assert reading(data) == expected


@pytest.mark.parametrize(
    ("reading", "data"),
    [
        (values.as_bool, "flase"),
        (values.as_bool, ""),
        (values.as_int, "four"),
        (values.as_int, None),
        (values.as_int, []),
        (values.as_int, float("inf")),
        (values.as_bytes, "50Gi"),
        (values.as_bytes, 1_000_000),
        (values.as_walltime, "24h"),
        (values.as_walltime, "1-00:00:00"),
        (values.as_walltime, 86400),
        (values.as_walltime, "24:00"),
    ],
)
def test_unreadable(reading: Callable[[object], object], data: object) -> None:
    with pytest.raises(ValueError, match=r"^"):
        reading(data)
