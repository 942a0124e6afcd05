# SPDX-License-Identifier: GPL-3.0-or-later
"""A play that is killed repeatedly, then run to its end. The tests run in order."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

MACHINES = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"])
PLUGINS = Path(__file__).resolve().parent.parent / "callback_plugins"
PLAYBOOK = "galaxyhpc.cluster.slurm"
Playbook = Callable[..., subprocess.CompletedProcess]


def hosts() -> list[Host]:
    """Return the machines."""
    return [MACHINES.get_host(name) for name in MACHINES.get_hosts("machines")]


def kill_at(playbook: Playbook, task: str, *arguments: str) -> None:
    """Run the playbook and kill it at a task."""
    env = {
        "KILL_AT": task,
        "ANSIBLE_CALLBACK_PLUGINS": str(PLUGINS),
        "ANSIBLE_CALLBACKS_ENABLED": "kill_at",
    }
    done = playbook(PLAYBOOK, *arguments, env=env)
    assert done.returncode == -signal.SIGKILL, done.stdout


@pytest.mark.parametrize(
    "task",
    [
        pytest.param("Install the munge package", id="with a key and no munge"),
        pytest.param("Deploy the key", id="with munge's package only"),
        pytest.param(
            "Show the chosen options and their reasons",
            id="with a configuration that no daemon has read",
        ),
        pytest.param("Record the configuration the daemons run with", id="with nothing on record"),
    ],
)
def test_killed(playbook: Playbook, task: str) -> None:
    kill_at(playbook, task)


def test_the_next_run_makes_it_good(playbook: Playbook) -> None:
    done = playbook(PLAYBOOK)
    assert done.returncode == 0, done.stdout
    for host in hosts():
        assert host.check_output("sinfo --noheader --Node --format=%%T") == "idle"
        assert host.check_output("srun --ntasks=2 --label echo done") in (
            "0: done\n1: done",
            "1: done\n0: done",
        )


def test_the_run_after_that_changes_nothing(playbook: Playbook) -> None:
    done = playbook(PLAYBOOK)
    assert re.findall(r"changed=(\d+)", done.stdout) == ["0"] * len(hosts()), done.stdout


def test_a_restart_that_was_missed_is_made_up_for(playbook: Playbook) -> None:
    change = ("-e", '{"slurm_config": {"SlurmdPort": 6828}}')
    kill_at(playbook, "Restart slurmctld", *change)
    for host in hosts():
        assert "SlurmdPort=6828" in host.file("/etc/slurm/slurm.conf").content_string
        assert not host.socket("tcp://0.0.0.0:6828").is_listening
    done = playbook(PLAYBOOK, *change)
    assert done.returncode == 0, done.stdout
    for host in hosts():
        assert host.check_output("srun --ntasks=1 echo done") == "done"
        assert re.search(r"SlurmdPort += 6828", host.check_output("scontrol show config"))
