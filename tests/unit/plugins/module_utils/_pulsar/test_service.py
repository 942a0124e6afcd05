# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets, idle queues, and the wrappers of Slurm's commands."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._pulsar.service import (
    describe_idle_queues,
    read_secrets,
)

FILES = Path(__file__).resolve().parents[5] / "roles/pulsar/files"


def test_read_secrets() -> None:
    text = (
        'PULSAR_CONFIG_OVERRIDE_PRIVATE_TOKEN="a\\"b\\\\c"\n'
        'OTHER="x"\n'
        'PULSAR_CONFIG_OVERRIDE_MESSAGE_QUEUE_URL="amqp://h/v"\n'
    )
    assert read_secrets(text) == {"private_token": 'a"b\\c', "message_queue_url": "amqp://h/v"}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param('{"a": 1, "b": 1}', "", id="one each"),
        pytest.param('{"a": 1, "b": 0}', "'b' has 0", id="none"),
        pytest.param('{"a": 2}', "'a' has 2", id="two"),
    ],
)
def test_idle_queues(counts: str, expected: str) -> None:
    sentence = describe_idle_queues(counts)
    assert expected in sentence
    assert bool(sentence) is bool(expected)


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
    done = run_wrapper(tmp_path, "squeue", arguments, squeue=squeue)
    assert (done.returncode, done.stdout) == (code, expected)


def run_wrapper(
    tmp_path: Path, name: str, arguments: list[str], **commands: str
) -> subprocess.CompletedProcess[str]:
    """Run a wrapper of the role in front of the host's commands, which are shell scripts."""
    host, role = tmp_path / "host", tmp_path / "role"
    for folder in (host, role):
        folder.mkdir()
    scripts = {host / command: f"#!/bin/sh\n{script}\n" for command, script in commands.items()}
    scripts[role / name] = (FILES / name).read_text()
    for path, script in scripts.items():
        path.write_text(script)
        path.chmod(0o755)
    return subprocess.run(
        [name, *arguments],
        env={"PATH": f"{role}:{host}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


REFUSES = "echo no such partition >&2; exit 3"


@pytest.mark.parametrize(
    ("sbatch", "noted", "code", "out", "err"),
    [
        pytest.param("echo job 7", {}, 0, "job 7\n", "", id="taken"),
        pytest.param("echo late >&2; echo 7", {}, 0, "7\n", "late\n", id="taken with a warning"),
        pytest.param(REFUSES, {}, 3, "", "no such partition\n", id="refused"),
        pytest.param("echo 8", {"handed_over": "x\n7\n"}, 0, "x\n7\n", "", id="taken before"),
        pytest.param("echo 8", {"handed_over": ""}, 0, "8\n", "", id="not taken before"),
        pytest.param(
            *("echo 8", {"handed_over": "7\n", "preprocessed": "true"}, 0, "8\n", ""),
            id="given again",
        ),
    ],
)
def test_sbatch(
    tmp_path: Path, sbatch: str, noted: dict[str, str], code: int, out: str, err: str
) -> None:
    job, log = tmp_path / "job", tmp_path / "log"
    job.mkdir()
    for name, text in noted.items():
        (job / name).write_text(text)
    arguments = [str(job / "command.sh")]
    logger = f'echo "$@" >> {log}'
    done = run_wrapper(tmp_path, "sbatch", arguments, sbatch=sbatch, logger=logger)
    assert (done.returncode, done.stdout, done.stderr) == (code, out, err)
    assert (job / "handed_over").read_text() == out
    assert log.exists() is bool(code)
