# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares Pulsar set up by our role with Pulsar under uWSGI, like galaxyproject.pulsar's.

    .venv/bin/python tests/bench/pulsar.py [PLAYBOOK]

The peer is a stand-in with as few tasks as possible (pulsar_peer.yml), or a PLAYBOOK with that
role. Slurm is set up equally on two fresh machines, which is not timed. Then each gets its Pulsar.
pip's cache is empty on both, and ours goes first, so that caches of mirrors only help the peer. Our
play includes a test job on each manager; the peer's does not.
In a round trip, a job copies 1 MiB that Pulsar's own client sends and fetches. The compared
variants alternate, so that other load on this computer affects them equally.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import typing as t
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import _images as images
import _workbench as workbench
from _workbench import ROOT, step

RELEASE = "bookworm"
MACHINES = {
    name: f"{os.environ.get('CLUSTER_TEST_PREFIX', 'ghpc')}-bench-{name}"
    for name in ("ours", "peer")
}
PEER = "tests/bench/pulsar_peer.yml"
JOBS, SIZE = 20, 1 << 20
GOAL_INSTALL, GOAL_JOB = 0.5, 1.0
TOKEN = "9f3c1d5be07a42688d1cb3a57e6f4029"
PASSWORD = "c2a7184ed6504b3f"
ENVIRONMENT = {
    "PULSAR_TOKEN": TOKEN,
    "PULSAR_QUEUE_URL": f"amqp://pulsar:{PASSWORD}@127.0.0.1:5672/pulsar",
}
CLIENTS = "/usr/local/lib/pulsar_client"
FILES = "/var/tmp/galaxy"  # queue_client.py keeps the files of its jobs there
HOSTS = {
    "machines": {
        "hosts": {name: {"ansible_host": machine} for name, machine in MACHINES.items()},
        "vars": {
            "ansible_connection": "community.docker.docker",
            "ansible_python_interpreter": "/usr/bin/python3",
            "slurm_hosts": ["{{ inventory_hostname }}"],
            "pulsar_package_version": "0.16.0",
            "pulsar_private_token": TOKEN,
        },
    },
    "slurmservers": {"children": {"machines": {}}},
    "slurmexechosts": {"children": {"machines": {}}},
}
QUEUE = {
    "pulsar_modes": ["rest", "amqp"],
    "pulsar_rabbitmq": True,
    "pulsar_rabbitmq_password": PASSWORD,
}
numbers = itertools.count()


def output_of(*command: str) -> str:
    """Return the output of a command. Exits with that output if the command fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=workbench.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{done.stdout[-4000:]}\n'{command[0]}' failed.")
    return done.stdout


def play(playbook: str, *arguments: str) -> None:
    """Run a playbook on the machines."""
    with tempfile.TemporaryDirectory() as folder:
        inventory = Path(folder, "hosts.yml")
        inventory.write_text(json.dumps(HOSTS))
        output_of("ansible-playbook", "-i", str(inventory), playbook, *arguments)


def inside(name: str, *command: str) -> str:
    """Return the output of a command in a machine."""
    variables = (f"--env={key}={value}" for key, value in ENVIRONMENT.items())
    return output_of("docker", "exec", *variables, MACHINES[name], *command)


def round_trip(name: str, client: str, target: str) -> float:
    """Return the seconds from the first request of a job until its result is fetched."""
    python, job = "/srv/pulsar/venv/bin/python", f"bench-{next(numbers)}"
    output = inside(name, python, f"{CLIENTS}/{client}", target, "copy", job, str(SIZE))
    result: dict[str, t.Any] = json.loads(output.splitlines()[-1])
    if not result["same"] or result["returncode"] != 0:
        sys.exit(f"A job of '{name}' failed: {result}")
    return float(result["seconds"])


def rest(name: str) -> float:
    """Return the seconds of a job through REST and Slurm."""
    return round_trip(name, "client.py", "http://127.0.0.1:8913/")


def queue(name: str) -> float:
    """Return the seconds of a job through RabbitMQ and Slurm."""
    return round_trip(name, "queue_client.py", "_default_")


def medians(*variants: Callable[[], float]) -> list[float]:
    """Return the median of each variant. The variants alternate."""
    rounds = [[variant() for variant in variants] for _round in range(JOBS)]
    return [statistics.median(seconds) for seconds in zip(*rounds)]


def start_machines() -> None:
    """Start two machines with Slurm, a configured pip, and clients of Pulsar."""
    image = images.image_name(images.BARE, RELEASE)
    for name, machine in MACHINES.items():
        names = ("--name", machine, "--hostname", name)
        output_of("docker", "run", "--detach", *names, *workbench.MACHINE_OPTIONS, image)
        output_of("docker", "cp", str(ROOT / "tests" / "pulsar_client"), f"{machine}:{CLIENTS}")
    play("molecule/prepare.yml")
    play("molecule/pip.yml")
    play("galaxyhpc.cluster.slurm")


def remove_machines() -> None:
    """Remove the machines if they exist."""
    subprocess.run(
        ["docker", "rm", "--force", "--volumes", *MACHINES.values()],
        capture_output=True,
        check=False,
    )


def install(name: str, playbook: str) -> tuple[float, float]:
    """Return the seconds until Pulsar is ready, and until the first job's result is fetched."""
    start = time.monotonic()
    play(playbook, "--limit", name)
    ready = time.monotonic() - start
    rest(name)
    return ready, time.monotonic() - start


def add_queue() -> None:
    """Set up RabbitMQ for our Pulsar, and serve the files of its jobs."""
    play("galaxyhpc.cluster.pulsar", "--limit", "ours", "--extra-vars", json.dumps(QUEUE))
    server = ("python3", f"{CLIENTS}/galaxy_files.py", FILES, "8079")
    inside("ours", "install", "-d", FILES)
    inside("ours", "systemd-run", "--quiet", "--collect", *server)


def compare(label: str, times: Sequence[float], goal: float | None = None) -> None:
    """Print two times and their ratio."""
    first, second = times
    suffix = f" (goal {goal})" if goal else ""
    print(f"{label:30} {first:7.2f} s {second:7.2f} s {first / second:6.2f}{suffix}", flush=True)


def measure(peer: str) -> None:
    """Measure on the running machines and print the results."""
    plays = {"ours": "galaxyhpc.cluster.pulsar", "peer": peer}
    ready, first_job = zip(*itertools.starmap(install, plays.items()))
    print(f"\n{'':30} {'ours':>9} {'peer':>9}  ratio")
    compare("bare machine to Pulsar ready", ready)
    compare("bare machine to first job done", first_job, GOAL_INSTALL)
    ours = functools.partial(rest, "ours")
    compare("job through REST", medians(ours, functools.partial(rest, "peer")), GOAL_JOB)
    add_queue()
    print(f"\n{'':30} {'queue':>9} {'REST':>9}  ratio")
    compare("job of ours", medians(functools.partial(queue, "ours"), ours))


def main() -> None:
    """Start machines, measure on them, and remove them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("peer", nargs="?", default=PEER, metavar="PLAYBOOK")
    arguments = parser.parse_args()
    workbench.ensure_tools()
    images.ensure_image(images.BARE, [RELEASE])
    remove_machines()
    try:
        with step("Setting up Slurm on two machines"):
            start_machines()
        measure(arguments.peer)
    finally:
        remove_machines()


if __name__ == "__main__":
    main()
