# SPDX-License-Identifier: GPL-3.0-or-later
"""Submission through DRMAA, with a stand-in for the child process."""

from __future__ import annotations

import json

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._command import CommandResult
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._galaxy_submitters import Drmaa
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.galaxy_job import GalaxyJob

JOB = GalaxyJob(1, "two cores", "/j/1", "--ntasks=2")
LIBRARY = "/usr/lib/slurm-drmaa/lib/libdrmaa.so.1"
PYTHON = "/srv/galaxy/venv/bin/python"


class Child:
    """Returns one result, and records the arguments."""

    def __init__(self, rc: int, stdout: str = "", stderr: str = "") -> None:
        self.finished = CommandResult(rc, stdout, stderr)
        self.arguments: tuple[str, ...] = ()

    def run(self, *argv: str, **environment: str) -> CommandResult:
        assert environment == {"DRMAA_LIBRARY_PATH": LIBRARY}
        assert argv[0] == "timeout"
        assert PYTHON in argv
        self.arguments = argv[-2:]
        return self.finished


def test_submit() -> None:
    child = Child(0, '"12"\n')
    assert Drmaa(child, LIBRARY, PYTHON).submit(JOB) == CommandResult(0, "12", "")
    assert child.arguments[0] == "submit"
    assert json.loads(child.arguments[1]) == {
        "remoteCommand": "/j/1/galaxy_1.sh",
        "jobName": "g1_two_cores",
        "workingDirectory": "/j/1",
        "outputPath": ":/j/1/galaxy_1.o",
        "errorPath": ":/j/1/galaxy_1.e",
        "nativeSpecification": "--ntasks=2",
    }


def test_cancel() -> None:
    child = Child(0, "null\n")
    assert Drmaa(child, LIBRARY, PYTHON).cancel("12").rc == 0
    assert child.arguments == ("terminate", "12")


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        pytest.param(Child(0, '"done"\n'), "done", id="state"),
        pytest.param(Child(1, "", "InternalException: x"), "InternalException: x", id="failure"),
        pytest.param(Child(124), "It did not respond within 60 seconds.", id="deadlock"),
    ],
)
def test_state(child: Child, expected: str) -> None:
    assert Drmaa(child, LIBRARY, PYTHON).state("12") == expected
