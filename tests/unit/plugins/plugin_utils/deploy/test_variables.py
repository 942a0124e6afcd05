# SPDX-License-Identifier: GPL-3.0-or-later
"""Which variables a role does not know."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.variables import unknown

KNOWN = ["slurm_nodes", "slurm_partitions", "slurm_config"]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([], id="none"),
        pytest.param(["slurm_nodes"], id="one"),
        pytest.param([*KNOWN, *KNOWN], id="all-twice"),
    ],
)
def test_known(given: list[str]) -> None:
    assert unknown(given, KNOWN) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        pytest.param(
            "slurm_node",
            "'slurm_node' is not a variable of this collection's roles. "
            "Did you mean 'slurm_nodes'?",
            id="close",
        ),
        pytest.param(
            "slurm_Nodes",
            "'slurm_Nodes' is not a variable of this collection's roles. "
            "Did you mean 'slurm_nodes'?",
            id="case",
        ),
        pytest.param(
            "slurm_drmaa_library",
            "'slurm_drmaa_library' is not a variable of this collection's roles.",
            id="nothing-like-it",
        ),
    ],
)
def test_unknown(given: str, sentence: str) -> None:
    assert unknown([given], KNOWN) == [sentence]


def test_in_alphabetical_order() -> None:
    sentences = unknown(["z", "a", "slurm_nodes", "m"], KNOWN)
    assert [sentence[1] for sentence in sentences] == ["a", "m", "z"]
