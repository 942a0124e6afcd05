# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares Pulsar by our role with Pulsar under uWSGI, as the role galaxyproject.pulsar runs it.

    .venv/bin/python tests/bench/pulsar.py [PLAYBOOK]

The peer is a stand-in of as few tasks as can be (pulsar_peer.yml), or a PLAYBOOK with that role.
Slurm is brought up alike on two fresh machines and not timed. Then each is given its Pulsar:
pip's cache is empty on both, and ours goes first, so that what a mirror on the way keeps helps the
peer. Ours has run a job on each manager before its play ends; the peer's has not.
Round trips are of 1 MiB that a job copies, sent and fetched by Pulsar's own client. The ways that
are compared take turns, so that other work on this computer hits them alike.
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
FILES = "/var/tmp/galaxy"  # where queue_client.py has the files of its jobs
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
    """Return what a command prints. Raises SystemExit with that when it fails."""
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
    """Return what a command prints inside a machine."""
    variables = (f"--env={key}={value}" for key, value in ENVIRONMENT.items())
    return output_of("docker", "exec", *variables, MACHINES[name], *command)


def round_trip(name: str, client: str, to: str) -> float:
    """Return how many seconds a job took from its first call until its result was back."""
    python, job = "/srv/pulsar/venv/bin/python", f"bench-{next(numbers)}"
    said = inside(name, python, f"{CLIENTS}/{client}", to, "copy", job, str(SIZE))
    answer: dict[str, t.Any] = json.loads(said.splitlines()[-1])
    if not answer["same"] or answer["returncode"] != 0:
        sys.exit(f"A job of '{name}' failed: {answer}")
    return float(answer["seconds"])


def rest(name: str) -> float:
    """Return how many seconds a job took through REST and Slurm."""
    return round_trip(name, "client.py", "http://127.0.0.1:8913/")


def queue(name: str) -> float:
    """Return how many seconds a job took through RabbitMQ and Slurm."""
    return round_trip(name, "queue_client.py", "_default_")


def medians(*ways: Callable[[], float]) -> list[float]:
    """Return the median of each way, which take turns."""
    rounds = [[way() for way in ways] for _round in range(JOBS)]
    return [statistics.median(taken) for taken in zip(*rounds)]


def start_machines() -> None:
    """Start two machines with Slurm, what pip needs, and Pulsar's clients."""
    image = workbench.image_variables()[f"CLUSTER_TEST_IMAGE_{RELEASE.upper()}"]
    for name, machine in MACHINES.items():
        named = ("--name", machine, "--hostname", name)
        output_of("docker", "run", "--detach", *named, *workbench.MACHINE_OPTIONS, image)
        output_of("docker", "cp", str(ROOT / "tests" / "pulsar_client"), f"{machine}:{CLIENTS}")
    play("molecule/pulsar/prepare.yml")
    play("galaxyhpc.cluster.slurm")


def remove_machines() -> None:
    """Remove the machines, if they are there."""
    subprocess.run(
        ["docker", "rm", "--force", "--volumes", *MACHINES.values()],
        capture_output=True,
        check=False,
    )


def install(name: str, playbook: str) -> tuple[float, float]:
    """Return the seconds until Pulsar was ready, and until the first job's result was back."""
    start = time.monotonic()
    play(playbook, "--limit", name)
    ready = time.monotonic() - start
    rest(name)
    return ready, time.monotonic() - start


def add_queue() -> None:
    """Give our Pulsar a RabbitMQ, and serve the files of jobs that come through it."""
    play("galaxyhpc.cluster.pulsar", "--limit", "ours", "--extra-vars", json.dumps(QUEUE))
    server = ("python3", f"{CLIENTS}/galaxy_files.py", FILES, "8079")
    inside("ours", "install", "-d", FILES)
    inside("ours", "systemd-run", "--quiet", "--collect", *server)


def compare(what: str, times: Sequence[float], goal: float | None = None) -> None:
    """Print two times and their ratio."""
    first, second = times
    wanted = f" (goal {goal})" if goal else ""
    print(f"{what:30} {first:7.2f} s {second:7.2f} s {first / second:6.2f}{wanted}", flush=True)


def measure(peer: str) -> None:
    """Measure on machines that are there, and print what came of it."""
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
    workbench.ensure_machines([RELEASE])
    remove_machines()
    try:
        with step("Bringing up Slurm on two machines"):
            start_machines()
        measure(arguments.peer)
    finally:
        remove_machines()


if __name__ == "__main__":
    main()
