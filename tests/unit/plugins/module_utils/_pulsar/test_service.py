# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets read back, queues without Pulsar, and the squeue that stands before Slurm's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._pulsar.service import (
    idle_queues,
    secrets_of,
)

GUARD = Path(__file__).resolve().parents[5] / "roles/pulsar/files/squeue"


def test_secrets_are_read_back() -> None:
    text = (
        'PULSAR_CONFIG_OVERRIDE_PRIVATE_TOKEN="a\\"b\\\\c"\n'
        'OTHER="x"\n'
        'PULSAR_CONFIG_OVERRIDE_MESSAGE_QUEUE_URL="amqp://h/v"\n'
    )
    assert secrets_of(text) == {"private_token": 'a"b\\c', "message_queue_url": "amqp://h/v"}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param('{"a": 1, "b": 1}', "", id="one each"),
        pytest.param('{"a": 1, "b": 0}', "'b' has 0", id="none"),
        pytest.param('{"a": 2}', "'a' has 2", id="two"),
    ],
)
def test_idle_queues(counts: str, expected: str) -> None:
    said = idle_queues(counts)
    assert expected in said
    assert bool(said) is bool(expected)


@pytest.mark.parametrize(
    ("squeue", "arguments", "code", "expected"),
    [
        pytest.param("echo ok", ["-a"], 0, "ok\n", id="answers"),
        pytest.param(
            "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1",
            ["-a", "-j", "7"],
            1,
            "slurm_load_jobs error: Invalid job id specified\n",
            id="job unknown",
        ),
        pytest.param(
            "echo 'Unable to contact slurm controller' >&2; exit 1",
            ["-a", "-o", "%A %t", "-j", "7"],
            0,
            "JOBID ST\n7 R\n",
            id="slurmctld silent",
        ),
        pytest.param("exit 1", ["-a"], 1, "", id="slurmctld silent, no job asked for"),
    ],
)
def test_squeue_guard(
    tmp_path: Path, squeue: str, arguments: list[str], code: int, expected: str
) -> None:
    slurm, guard = tmp_path / "slurm", tmp_path / "guard"
    for folder in (slurm, guard):
        folder.mkdir()
    (slurm / "squeue").write_text(f"#!/bin/sh\n{squeue}\n")
    (slurm / "squeue").chmod(0o755)
    (guard / "squeue").write_bytes(GUARD.read_bytes())
    (guard / "squeue").chmod(0o755)
    done = subprocess.run(
        ["squeue", *arguments],
        env={"PATH": f"{guard}:{slurm}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, expected)
