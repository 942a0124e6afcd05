# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that the tutorials show, on our cluster."""

from __future__ import annotations

import os
import time

import pytest
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")


@pytest.mark.parametrize("name", ["munge", "slurmctld", "slurmd"])
def test_service(host: Host, name: str) -> None:
    journal = host.run("journalctl --no-pager --lines=20 --unit=%s", name).stdout
    assert host.service(name).is_running, journal


def test_munge_logs_to_syslog(host: Host) -> None:
    assert "--syslog" in host.process.get(user="munge", comm="munged").args


def test_sinfo(host: Host) -> None:
    lines = [line.split() for line in host.check_output("sinfo").splitlines()]
    assert lines == [
        ["PARTITION", "AVAIL", "TIMELIMIT", "NODES", "STATE", "NODELIST"],
        ["debug*", "up", "infinite", "1", "idle", "localhost"],
    ]


def test_srun(host: Host) -> None:
    assert host.check_output("srun uname -a") == host.check_output("uname -a")


def test_sbatch(host: Host) -> None:
    script = "#!/bin/bash\nuname -a\nuptime\nsleep 1\n"
    host.check_output("cd /var/tmp && printf %s > sbatch-test.sh", script)
    job = host.check_output("cd /var/tmp && sbatch --parsable --output=out sbatch-test.sh")
    for _attempt in range(40):
        record = host.check_output("scontrol --oneliner show job %s", job)
        if "JobState=COMPLETED" in record:
            break
        time.sleep(0.5)
    assert "JobState=COMPLETED" in record
    assert "NumNodes=1 NumCPUs=1" in record
    assert host.check_output("uname -a") in host.file("/var/tmp/out").content_string


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("SlurmdParameters=config_overrides", id="FastSchedule"),
        pytest.param("SelectTypeParameters=CR_CPU_Memory", id="SelectTypeParameters"),
    ],
)
def test_option(host: Host, line: str) -> None:
    assert line in host.file("/etc/slurm/slurm.conf").content_string.splitlines()
