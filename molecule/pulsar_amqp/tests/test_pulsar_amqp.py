# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that Pulsar receives through a message queue, and failures around them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from behind_broker import (
    MEGABYTE,
    STAGING,
    Call,
    is_listening,
    is_recorded,
    queues,
    received_results,
    runs,
)
from held import HELD, until
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("*-bookworm")


def test_large_file_does_not_go_through_memory(host: Host, call: Call, job: str) -> None:
    before = memory_of(host)
    call("start", job, 300 * MEGABYTE, "true")
    assert call("collect", job, 120)["same"]
    assert memory_of(host) - before < 100 * MEGABYTE


def memory_of(host: Host) -> int:
    """Return the peak resident memory of Pulsar, in bytes."""
    pid = host.check_output("systemctl show --property=MainPID --value pulsar")
    return 1024 * int(host.check_output("grep VmHWM /proc/%s/status", pid).split()[1])


def test_failed_job_is_reported_with_its_reason(call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "sh -c 'echo no >&2; exit 4'")
    answer = call("collect", job, 30)
    assert (answer["updates"][-1:], answer["returncode"]) == (["complete"], 4)
    assert answer["job_stderr"] == "no\n"


@pytest.mark.usefixtures("silent_galaxy")
def test_job_whose_input_cannot_be_fetched_fails(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "true")
    answer = call("collect", job, 30)
    assert (answer["updates"], answer["returncode"]) == (["failed"], 1)
    # Pulsar 0.16.0 writes the reason to its log and to this file, but does not send it to Galaxy.
    assert "Connection refused" in host.file(f"{STAGING}/{job}/stderr").content_string


def test_job_is_stopped(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "sleep 600")
    assert until(lambda: runs(host))
    call("kill", job)
    assert until(lambda: not host.check_output("squeue --noheader"))


@pytest.mark.parametrize(
    "interruption",
    [
        pytest.param("systemctl restart pulsar", id="restarted"),
        pytest.param("systemctl kill --signal=KILL pulsar", id="killed"),
    ],
)
def test_job_survives_pulsar(
    host: Host, call: Call, job: str, release: Callable[[], None], interruption: str
) -> None:
    call("start", job, MEGABYTE, HELD)
    assert until(lambda: runs(host) and is_recorded(host, job))
    host.check_output(interruption)
    assert until(lambda: is_listening(host))
    release()
    answer = call("collect", job, 60)
    assert answer["updates"].count("complete") == 1
    assert answer["same"]
    time.sleep(6)  # Pulsar resends failed status updates every 5 seconds
    assert queues(host, "messages")["pulsar__status_update"] == 0
    assert received_results(host, job) == 1
