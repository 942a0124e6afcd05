# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy for these tests. GALAXY_PYTHON is a Python with galaxy-app (see requirements.txt).

scripts/test differential installs one and sets the variable.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from galaxy_process import Galaxy
from hypothesis import HealthCheck, settings

# The same documents in each run, so that failures are reproducible.
settings.register_profile(
    "differential",
    derandomize=True,
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("differential")


@pytest.fixture(scope="session")
def galaxy() -> Iterator[Galaxy]:
    """Galaxy, imported once."""
    python = os.environ.get("GALAXY_PYTHON")
    if not python:
        pytest.skip("GALAXY_PYTHON is not set")
    running = Galaxy(python)
    yield running
    running.close()
