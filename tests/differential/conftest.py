# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy for these tests: GALAXY_PYTHON names a Python that has galaxy-app (see requirements.txt).

scripts/test differential makes one and sets the variable.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from asking import Galaxy
from hypothesis import HealthCheck, settings

# The same documents in each run: what fails here fails there.
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
        pytest.skip("GALAXY_PYTHON names no Python with galaxy-app")
    running = Galaxy(python)
    yield running
    running.close()
