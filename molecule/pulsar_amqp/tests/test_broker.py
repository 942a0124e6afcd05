# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs through RabbitMQ 3.10 of Debian 12, and 4.0 of Debian 13."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest
from behind_broker import (
    MEGABYTE,
    PASSWORD,
    QUOTED,
    STAGING,
    Call,
    is_listening,
    is_recorded,
    received_results,
    runs,
)
from held import HELD, until
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")


def test_pulsar_is_the_only_consumer_of_each_queue(host: Host) -> None:
    assert is_listening(host)


@pytest.mark.parametrize("manager", ["_default_", "local"], ids=["Slurm", "queued_python"])
def test_file_goes_through_a_job_and_comes_back(
    host: Host, call: Call, job: str, manager: str
) -> None:
    call("start", job, MEGABYTE, "true", manager=manager)
    answer = call("collect", job, 30, manager=manager)
    assert answer["updates"][-1:] == ["complete"]
    assert answer["returncode"] == 0
    assert answer["same"]
    assert received_results(host, job) == 1


def test_result_is_reported_when_the_broker_is_back(
    host: Host,
    call: Call,
    job: str,
    release: Callable[[], None],
    stop_broker: Callable[[], str],
) -> None:
    call("start", job, MEGABYTE, HELD)
    assert until(lambda: runs(host) and is_recorded(host, job))
    stop_broker()
    release()
    assert until(lambda: not host.check_output("squeue --noheader"))
    assert until(lambda: received_results(host, job))
    time.sleep(2)
    host.check_output("systemctl start rabbitmq-server")
    answer = call("collect", job, 60)
    assert answer["updates"].count("complete") == 1
    assert answer["same"]
    assert until(lambda: is_listening(host))


def assert_that_it_ran_once(host: Host, call: Call, job: str) -> None:
    """Wait until a job is complete. Check that it was reported once and submitted to Slurm once."""
    updates = call("collect", job, 60)["updates"]
    assert [status for status in updates if status != "running"] == ["complete"]
    submitted = f"squeue --noheader --states=all --name=pulsar_{job} --format=%A"
    assert len(host.check_output(submitted).split()) == 1


@pytest.mark.parametrize(
    "interruption",
    [
        pytest.param("systemctl restart pulsar", id="restarted"),
        pytest.param("systemctl kill --signal=KILL pulsar", id="killed"),
    ],
)
def test_job_that_is_being_submitted_is_not_lost(
    host: Host, call: Call, job: str, is_handed_over: Callable[[], bool], interruption: str
) -> None:
    call("start", job, MEGABYTE, "true")
    assert until(is_handed_over)
    host.check_output(interruption)
    assert_that_it_ran_once(host, call, job)


@pytest.fixture
def late_answer(host: Host) -> Iterator[None]:
    """Delay the end of sbatch by half a second: Pulsar reads its output three seconds later."""
    sbatch = "/usr/local/bin/sbatch"
    script = '#!/bin/sh\n/usr/bin/sbatch "$@" && sleep 0.5\n'
    host.check_output(f"printf %%s %s > {sbatch}; chmod 755 {sbatch}", script)
    yield
    host.check_output("rm %s", sbatch)


@pytest.mark.usefixtures("late_answer")
def test_files_of_a_submitted_job_are_kept(
    host: Host, call: Call, job: str, release: Callable[[], None]
) -> None:
    call("start", job, MEGABYTE, HELD)
    directory = f"{STAGING}/{job}"
    assert until(lambda: host.run("test -s %s/handed_over", directory).rc == 0)
    fetched = host.check_output("stat --format=%%y %s/inputs/source", directory)
    host.check_output("systemctl kill --signal=KILL pulsar")
    assert not host.file(f"{directory}/preprocessed").exists
    assert until(lambda: host.file(f"{directory}/preprocessed").exists)
    assert host.check_output("stat --format=%%y %s/inputs/source", directory) == fetched
    release()
    assert_that_it_ran_once(host, call, job)


def test_pip_configuration_is_used(host: Host) -> None:
    used = {"bookworm": "uv", "trixie": "pip"}[host.system_info.codename]
    packages = "/srv/pulsar/venv/lib/python3*/site-packages"
    assert host.check_output(f"cat {packages}/pulsar_app-*.dist-info/INSTALLER").strip() == used
    assert host.check_output(f"find {packages}/pulsar -name 'core*.pyc'")  # Pulsar cannot write it


def test_jobs_do_not_get_the_secrets(call: Call, job: str) -> None:
    call("start", job, MEGABYTE, "env")
    environment = call("collect", job, 30)["job_stdout"]
    assert "HOME=" in environment
    assert PASSWORD not in environment
    assert QUOTED not in environment


def test_secrets_are_nowhere(host: Host) -> None:
    places = "/etc /run/systemd /srv/pulsar /usr/local /var/lib/rabbitmq /var/log"
    found = host.run(f"grep -rlF -e %s -e %s {places}", PASSWORD, QUOTED).stdout
    assert found.split() == ["/srv/pulsar/config/pulsar.env"]
    secrets = host.file("/srv/pulsar/config/pulsar.env")
    assert (secrets.user, secrets.group, secrets.mode) == ("root", "root", 0o600)
    for command in ("ps -eo args", "journalctl --no-pager"):
        output = host.check_output(command)
        assert output
        assert PASSWORD not in output
        assert QUOTED not in output
