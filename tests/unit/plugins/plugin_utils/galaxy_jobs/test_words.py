# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that are probably meant."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.words import (
    typo_of,
)


@pytest.mark.parametrize(
    ("name", "known", "of_site", "of_galaxy"),
    [
        pytest.param("Main", ["main", "mean"], "main", "main", id="case"),
        pytest.param("big-mem", ["big_mem"], "big_mem", "big_mem", id="marks"),
        pytest.param("mian", ["main"], "main", "main", id="exchanged"),
        pytest.param("mains", ["main"], None, "main", id="one-more"),
        pytest.param("tgas", ["tags", "tgaz"], "tags", None, id="several"),
        pytest.param("slurm2", ["slurm1"], None, None, id="digit"),
        pytest.param("slurm12", ["slurm21"], None, None, id="digits"),
        pytest.param("main", ["main", "Main"], "Main", "Main", id="itself"),
        pytest.param("", ["-", "a"], "-", "-", id="empty"),
    ],
)
def test_slip(name: str, known: list[str], of_site: str | None, of_galaxy: str | None) -> None:
    assert typo_of(name, known) == of_site
    assert typo_of(name, known, one_letter=True) == of_galaxy
