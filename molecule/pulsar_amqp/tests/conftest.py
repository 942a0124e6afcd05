# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar's own client, and a stand-in for the Galaxy that serves the files of jobs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
from behind_broker import CLIENTS, GALAXY, PYTHON, URL, Answer, Call, serve_files
from testinfra.host import Host


@pytest.fixture(scope="module")
def call(host: Host) -> Call:
    """Return a function that calls Pulsar through its queue."""

    def run(action: str, job: str, *arguments: object, manager: str = "_default_") -> Answer:
        output = host.check_output(
            f"PULSAR_QUEUE_URL=%s {PYTHON} {CLIENTS}/queue_client.py %s %s %s"
            + " %s" * len(arguments),
            URL,
            manager,
            action,
            job,
            *map(str, arguments),
        )
        answer: Answer = json.loads(output.splitlines()[-1])
        return answer

    return run


@pytest.fixture(scope="module", autouse=True)
def galaxy(host: Host, call: Call) -> Iterator[None]:
    """Serve the files of jobs, and listen for status updates, which creates the queues."""
    host.check_output("install -d %s", GALAXY)
    serve_files(host)
    for manager in ("_default_", "local"):
        call("collect", "none", 1, manager=manager)
    yield
    host.check_output("systemctl stop galaxy-files; rm -r %s", GALAXY)


@pytest.fixture
def silent_galaxy(host: Host) -> Iterator[None]:
    """Serve no files until the end of the test."""
    host.check_output("systemctl stop galaxy-files")
    yield
    serve_files(host)


@pytest.fixture
def stop_broker(host: Host) -> Iterator[Callable[[], str]]:
    """Return a function that stops RabbitMQ, which is started again after the test."""
    yield lambda: host.check_output("systemctl stop rabbitmq-server")
    host.check_output("systemctl start rabbitmq-server")


@pytest.fixture
def job(request: pytest.FixtureRequest) -> str:
    """Return a name for a job of this test."""
    return f"{request.node.originalname}-{time.time_ns()}"
