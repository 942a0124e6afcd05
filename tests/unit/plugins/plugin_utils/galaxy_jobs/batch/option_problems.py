# SPDX-License-Identifier: GPL-3.0-or-later
"""The problems of a request, as tests compare them."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ParsedRequest,
)


def list_problems(parsed: ParsedRequest | None) -> list[tuple[str, str, str, str]]:
    """Return the kind, option, value and parameter of each problem."""
    assert parsed is not None
    return [
        (problem.kind, problem.option, problem.value, problem.param) for problem in parsed.problems
    ]
