# SPDX-License-Identifier: GPL-3.0-or-later
"""Small job_confs: Galaxy loads or rejects them as listed, and we predict it."""

from __future__ import annotations

import pytest
from compare import same_job_conf
from galaxy_process import Galaxy
from job_confs import MORE_FILES, documents


@pytest.mark.parametrize(
    ("text", "outcome"),
    [pytest.param(text, outcome, id=name) for name, text, outcome in documents()],
)
def test_both_read_the_same(galaxy: Galaxy, text: str, outcome: str) -> None:
    assert same_job_conf(galaxy, text, MORE_FILES) == outcome
