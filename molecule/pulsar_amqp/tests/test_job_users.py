# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of a queued_external_drmaa manager run as the user that Galaxy names."""

from __future__ import annotations

import os

import pytest
from behind_broker import MEGABYTE, STAGING, Call, runs
from held import HELD, until
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("*-trixie")

PRINT_OWNERS = "sh -c 'id -un; stat -c %U . ; squeue --noheader --job $SLURM_JOB_ID --format=%u'"


@pytest.fixture(scope="module", autouse=True)
def queue(call: Call) -> None:
    """Listen for status updates of this manager, which creates its queue."""
    call("collect", "none", 1, manager="users")


def test_job_and_its_files_are_its_users(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, PRINT_OWNERS, manager="users:alice")
    answer = call("collect", job, 30, manager="users")
    assert answer["updates"][-1:] == ["complete"]
    assert answer["job_stdout"].split() == ["alice"] * 3
    assert answer["same"]
    assert host.file(f"{STAGING}/{job}").user == "pulsar"


@pytest.mark.usefixtures("release")
def test_job_of_a_user_is_stopped(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, HELD, manager="users:alice")
    assert until(lambda: runs(host))
    call("kill", job, manager="users")
    assert until(lambda: not host.check_output("squeue --noheader"))


def test_job_of_another_user_is_rejected(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "true", manager="users:bob")
    answer = call("collect", job, 30, manager="users")
    assert answer["updates"] == ["failed"]
    log = host.check_output("grep -A 40 %s /var/log/pulsar/pulsar.log", job)
    assert "sudo: a password is required" in log
