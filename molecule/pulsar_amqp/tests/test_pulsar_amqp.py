# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar behind RabbitMQ, called by its own client, with a stand-in for Galaxy's files."""

from __future__ import annotations

import json
import os
import subprocess
import time
import typing as t
from collections.abc import Callable, Iterator

import pytest
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")

PASSWORD = "6b/e0@c4%f1 d7"
QUOTED = "6b%2Fe0%40c4%25f1%20d7"
URL = f"amqp://pulsar:{QUOTED}@127.0.0.1:5672/pulsar"
PYTHON = "/srv/pulsar/venv/bin/python"
CLIENTS = "/usr/local/lib/pulsar_client"
GALAXY = "/var/tmp/galaxy"
STAGING = "/srv/pulsar/jobs/staging"
MEGABYTE = 1 << 20
Answer = dict[str, t.Any]
Call = Callable[..., Answer]
Playbook = Callable[..., subprocess.CompletedProcess]


@pytest.fixture(scope="module")
def call(host: Host) -> Call:
    """Return a function that calls Pulsar through its queue."""

    def run(action: str, job: str, *arguments: object, manager: str = "_default_") -> Answer:
        said = host.check_output(
            f"PULSAR_QUEUE_URL=%s {PYTHON} {CLIENTS}/queue_client.py %s %s %s"
            + " %s" * len(arguments),
            URL,
            manager,
            action,
            job,
            *map(str, arguments),
        )
        answer: Answer = json.loads(said.splitlines()[-1])
        return answer

    return run


@pytest.fixture(scope="module", autouse=True)
def galaxy(host: Host, call: Call) -> Iterator[None]:
    """Serve the files of jobs, and listen to what is told of them: that makes its queues."""
    host.check_output("install -d %s", GALAXY)
    serve_files(host)
    for manager in ("_default_", "local"):
        call("collect", "none", 1, manager=manager)
    yield
    host.check_output("systemctl stop galaxy-files; rm -r %s", GALAXY)


def serve_files(host: Host) -> None:
    """Start the stand-in for Galaxy."""
    server = f"python3 {CLIENTS}/galaxy_files.py"
    host.check_output(f"systemd-run --quiet --collect --unit=galaxy-files {server} %s 8079", GALAXY)


@pytest.fixture
def silent_galaxy(host: Host) -> Iterator[None]:
    """Serve no files until the end of the test."""
    host.check_output("systemctl stop galaxy-files")
    yield
    serve_files(host)


@pytest.fixture
def job(request: pytest.FixtureRequest) -> str:
    """Return a name for a job of this test."""
    return f"{request.node.originalname}-{time.time_ns()}"


def until(met: Callable[[], object], seconds: int = 30) -> bool:
    """Return whether something comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if met():
            return True
        time.sleep(0.5)
    return bool(met())


def queues(host: Host, column: str) -> dict[str, int]:
    """Return a number of each queue: consumers, or messages."""
    listed = host.run(f"rabbitmqctl --quiet list_queues -p pulsar name {column} --formatter json")
    rows = json.loads(listed.stdout) if listed.rc == 0 else []
    return {row["name"]: row[column] for row in rows}


def is_listening(host: Host) -> bool:
    """Return whether Pulsar, and nobody else, takes jobs from each of its queues."""
    consumers = queues(host, "consumers")
    own = [f"pulsar_{of}_{kind}" for of in ("", "local_") for kind in ("setup", "kill", "status")]
    return {name: consumers.get(name) for name in own} == dict.fromkeys(own, 1)


def runs(host: Host) -> bool:
    """Return whether Slurm runs a job."""
    return host.check_output("squeue --noheader --states=running --format=%%T") != ""


def came(host: Host, job: str) -> int:
    """Return how many times Galaxy was sent the result of a job."""
    lines = host.file(f"{GALAXY}/received").content_string.splitlines()
    return lines.count(f"{GALAXY}/{job}/back")


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


def test_result_is_told_when_the_broker_is_back(host: Host, call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "sleep 10")
    assert until(lambda: runs(host))
    host.check_output("systemctl stop rabbitmq-server")
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
    assert until(lambda: runs(host))
    host.check_output(how)
    assert until(lambda: is_listening(host))
    answer = call("collect", job, 60)
    assert answer["told"].count("complete") == 1
    assert answer["same"]
    time.sleep(6)  # what could not be told is told again every 5 seconds
    assert queues(host, "messages")["pulsar__status_update"] == 0
    assert came(host, job) == 1
