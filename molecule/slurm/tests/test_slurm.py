# SPDX-License-Identifier: GPL-3.0-or-later
"""The cluster that the role slurm set up."""

from __future__ import annotations

import os

import pytest
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")


@pytest.mark.parametrize("name", ["munge", "slurmctld", "slurmd"])
def test_service(host: Host, name: str) -> None:
    service = host.service(name)
    journal = host.run("journalctl --no-pager --lines=20 --unit=%s", name).stdout
    assert service.is_running, journal
    assert service.is_enabled


@pytest.mark.parametrize(
    ("path", "owner", "mode"),
    [
        pytest.param("/etc/munge", "munge", 0o700, id="munge's directory"),
        pytest.param("/etc/munge/munge.key", "munge", 0o400, id="munge's key"),
        pytest.param("/etc/slurm/slurm.conf", "root", 0o644, id="slurm.conf"),
        pytest.param("/etc/slurm/cgroup.conf", "root", 0o644, id="cgroup.conf"),
        pytest.param("/etc/slurm/gres.conf", "root", 0o644, id="gres.conf"),
        pytest.param("/var/lib/slurm/slurmctld", "slurm", 0o755, id="state"),
        pytest.param("/var/lib/slurm/slurmd", "root", 0o755, id="spool"),
        pytest.param("/var/log/slurm", "slurm", 0o755, id="logs"),
    ],
)
def test_file(host: Host, path: str, owner: str, mode: int) -> None:
    file = host.file(path)
    assert (file.user, file.group, file.mode) == (owner, owner, mode)


def test_key_is_long(host: Host) -> None:
    assert host.file("/etc/munge/munge.key").size == 1024


def test_node_is_idle(host: Host) -> None:
    sinfo = host.run("sinfo --noheader --Node --format='%%N %%T %%P'")
    assert sinfo.stdout.split() == [host.run("hostname").stdout.strip(), "idle", "debug*"]


def test_node_has_what_the_host_has(host: Host) -> None:
    node = host.run("scontrol --oneliner show node").stdout
    seen = dict(word.split("=", 1) for word in host.run("slurmd -C").stdout.split() if "=" in word)
    assert f"CPUTot={seen['CPUs']} " in node
    assert f"RealMemory={int(seen['RealMemory']) - 1024} " in node


def test_daemons_run_with_what_is_on_record(host: Host) -> None:
    for name in ("slurm.conf", "cgroup.conf", "gres.conf"):
        record = host.file(f"/var/lib/galaxyhpc/slurm/{name}").content_string
        assert record == host.file(f"/etc/slurm/{name}").content_string


@pytest.mark.parametrize("daemon", ["slurmctld", "slurmd"])
def test_logs_are_rotated_and_reopened(host: Host, daemon: str) -> None:
    rotated = host.run("logrotate --force --verbose /etc/logrotate.d/%s", daemon)
    assert rotated.rc == 0, rotated.stderr
    host.check_output("scontrol reconfigure")
    assert host.file(f"/var/log/slurm/{daemon}.log").size > 0, rotated.stderr


@pytest.mark.parametrize(
    ("user", "failed"),
    [
        pytest.param("slurm", True, id="by Slurm"),
        pytest.param("root", False, id="by an operator"),
    ],
)
def test_node_that_was_drained(host: Host, user: str, failed: bool) -> None:
    node = host.check_output("hostname")
    # After a reconfigure, as in the test above, Slurm 24.11 shows the node as not responding for a
    # moment.
    host.ansible("galaxyhpc.cluster.slurm_node_ready", "timeout=60", check=False)
    drain = f"runuser -u {user} -- scontrol update nodename={node}"
    host.check_output(f"{drain} state=drain reason='lost a fan'")
    try:
        arguments = "timeout=1 logs=/var/log/slurm/slurmd.log"
        seen = host.ansible("galaxyhpc.cluster.slurm_node_ready", arguments, check=False)
    finally:
        host.check_output(f"{drain} state=resume")
    if failed:
        assert f"'{node}' is IDLE+DRAIN, expected IDLE: lost a fan [slurm@" in seen["msg"]
        assert "/var/log/slurm/slurmd.log ends with:" in seen["msg"]
    else:
        assert seen["state"] == "IDLE+DRAIN"
