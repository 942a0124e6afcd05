# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that come to Pulsar through RabbitMQ, and what goes wrong around them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from behind_broker import (
    MEGABYTE,
    STAGING,
    Call,
    came,
    is_listening,
    is_noted,
    queues,
    runs,
)
from held import until
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")


def test_pulsar_alone_takes_jobs_from_each_queue(host: Host) -> None:
    assert is_listening(host)


@pytest.mark.parametrize("manager", ["_default_", "local"], ids=["Slurm", "queued_python"])
def test_file_goes_through_a_job_and_comes_back(
    host: Host, call: Call, job: str, manager: str
) -> None:
    call("start", job, MEGABYTE, "true", manager=manager)
    answer = call("collect", job, 30, manager=manager)
    assert answer["told"][-1:] == ["complete"]
    assert answer["returncode"] == 0
    assert answer["same"]
    assert came(host, job) == 1


def test_large_file_does_not_go_through_memory(host: Host, call: Call, job: str) -> None:
    before = memory_of(host)
    call("start", job, 300 * MEGABYTE, "true")
    assert call("collect", job, 120)["same"]
    assert memory_of(host) - before < 100 * MEGABYTE


def memory_of(host: Host) -> int:
    """Return the most memory that Pulsar has had, in bytes."""
    pid = host.check_output("systemctl show --property=MainPID --value pulsar")
    return 1024 * int(host.check_output("grep VmHWM /proc/%s/status", pid).split()[1])


def test_job_that_fails_is_told_with_its_reason(call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "sh -c 'echo no >&2; exit 4'")
    answer = call("collect", job, 30)
    assert (answer["told"][-1:], answer["returncode"]) == (["complete"], 4)
    assert answer["job_stderr"] == "no\n"


@pytest.mark.usefixtures("silent_galaxy")
def test_job_whose_input_cannot_be_fetched_fails(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "true")
    answer = call("collect", job, 30)
    assert (answer["told"], answer["returncode"]) == (["failed"], 1)
    # Pulsar 0.16.0 writes the reason where it does not read it for Galaxy, and to its log.
    assert "Connection refused" in host.file(f"{STAGING}/{job}/stderr").content_string


def test_job_is_stopped(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "sleep 600")
    assert until(lambda: runs(host))
    call("kill", job)
    assert until(lambda: not host.check_output("squeue --noheader"))


def test_result_is_told_when_the_broker_is_back(
    host: Host, call: Call, job: str, stop_broker: Callable[[], str]
) -> None:
    call("start", job, MEGABYTE, "sleep 10")
    assert until(lambda: runs(host) and is_noted(host, job))
    stop_broker()
    assert until(lambda: not host.check_output("squeue --noheader"))
    assert until(lambda: came(host, job))
    time.sleep(2)
    host.check_output("systemctl start rabbitmq-server")
    answer = call("collect", job, 60)
    assert answer["told"].count("complete") == 1
    assert answer["same"]
    assert until(lambda: is_listening(host))


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("systemctl restart pulsar", id="restarted"),
        pytest.param("systemctl kill --signal=KILL pulsar", id="killed"),
    ],
)
def test_job_survives_pulsar(host: Host, call: Call, job: str, how: str) -> None:
    call("start", job, MEGABYTE, "sleep 15")
    assert until(lambda: runs(host) and is_noted(host, job))
    host.check_output(how)
    assert until(lambda: is_listening(host))
    answer = call("collect", job, 60)
    assert answer["told"].count("complete") == 1
    assert answer["same"]
    time.sleep(6)  # what could not be told is told again every 5 seconds
    assert queues(host, "messages")["pulsar__status_update"] == 0
    assert came(host, job) == 1
