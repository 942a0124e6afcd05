# SPDX-License-Identifier: GPL-3.0-or-later
"""The destination of a route."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Failure
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
    Target,
)


def test_destination() -> None:
    assert Route((), target=Target("main", "slurm")).destination == "main"
    assert Route((), target=Target(None, "slurm")).destination is None
    assert Route((), failure=Failure("No.", "cause")).destination is None
