# SPDX-License-Identifier: GPL-3.0-or-later
"""State of a Pulsar behind RabbitMQ, of its jobs, and of the stand-in for Galaxy."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Callable

from testinfra.host import Host

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


def serve_files(host: Host) -> None:
    """Start the stand-in for Galaxy."""
    server = f"python3 {CLIENTS}/galaxy_files.py"
    host.check_output(f"systemd-run --quiet --collect --unit=galaxy-files {server} %s 8079", GALAXY)


def queues(host: Host, column: str) -> dict[str, int]:
    """Return the number of consumers or messages of each queue.

    column: consumers or messages
    """
    listed = host.run(f"rabbitmqctl --quiet list_queues -p pulsar name {column} --formatter json")
    rows = json.loads(listed.stdout) if listed.rc == 0 else []
    return {row["name"]: row[column] for row in rows}


def is_listening(host: Host) -> bool:
    """Return whether Pulsar is the only consumer of each of its queues."""
    consumers = queues(host, "consumers")
    kinds = ("setup", "kill", "status")
    names = [f"pulsar_{manager}_{kind}" for manager in ("", "local_") for kind in kinds]
    return {name: consumers.get(name) for name in names} == dict.fromkeys(names, 1)


def runs(host: Host) -> bool:
    """Return whether Slurm runs a job."""
    return host.check_output("squeue --noheader --states=running --format=%%T") != ""


def is_recorded(host: Host, job: str) -> bool:
    """Return whether Pulsar has recorded a job as submitted.

    Pulsar 0.16.0 loses a job if it is killed while submitting it.
    """
    return bool(host.file(f"/srv/pulsar/persisted_data/_default_-active-jobs/{job}").exists)


def received_results(host: Host, job: str) -> int:
    """Return how many times Galaxy received the result of a job."""
    lines = host.check_output("touch %s/received; cat %s/received", GALAXY, GALAXY).splitlines()
    return lines.count(f"{GALAXY}/{job}/result")
