# SPDX-License-Identifier: GPL-3.0-or-later
"""What the jobs of a destination ask for."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._native.read import read
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._native.request import Request

SLURM = "galaxy.jobs.runners.slurm:SlurmJobRunner"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"nativeSpecification": "-c 4"}, Request(4)),
        ({"native_specification": "-c 4"}, Request(4)),
        ({"native_specification": "-c 4", "nativeSpecification": "-c 2"}, Request(2)),
        ({"docker_enabled": True}, Request()),
    ],
)
def test_slurm(params: dict[str, object], expected: Request) -> None:
    native = read(SLURM, params)
    assert native is not None
    assert (native.system, native.request, native.flaws) == ("slurm-drmaa", expected, ())


def test_what_is_wrong_names_its_parameter() -> None:
    native = read(SLURM, {"native_specification": "--mem=4G"})
    assert native is not None
    assert [flaw.param for flaw in native.flaws] == ["native_specification"]


@pytest.mark.parametrize("text", ["-c ${cores} --mem=1", "-c {cores} --mem=1", "-c $c --mem=1"])
def test_what_is_filled_in_later_is_not_wrong(text: str) -> None:
    native = read(SLURM, {"nativeSpecification": text})
    assert native is not None
    assert (native.request, native.flaws) == (Request(memory_mb=1), ())


def test_what_nobody_can_tell() -> None:
    assert read("galaxy.jobs.runners.state:Of", {}) is None
