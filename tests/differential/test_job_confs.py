# SPDX-License-Identifier: GPL-3.0-or-later
"""Small job_confs: Galaxy does what the table says, and we say so."""

from __future__ import annotations

import pytest
from asking import Galaxy
from compare import same_job_conf
from job_confs import MORE_FILES, documents


@pytest.mark.parametrize(
    ("text", "does"), [pytest.param(text, does, id=name) for name, text, does in documents()]
)
def test_both_read_the_same(galaxy: Galaxy, text: str, does: str) -> None:
    assert same_job_conf(galaxy, text, MORE_FILES) == does
