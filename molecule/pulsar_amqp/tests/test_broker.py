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
    came,
    is_listening,
    is_noted,
    runs,
)
from held import HELD, until
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


def test_result_is_told_when_the_broker_is_back(
    host: Host,
    call: Call,
    job: str,
    release: Callable[[], None],
    stop_broker: Callable[[], str],
) -> None:
    call("start", job, MEGABYTE, HELD)
    assert until(lambda: runs(host) and is_noted(host, job))
    stop_broker()
    release()
    assert until(lambda: not host.check_output("squeue --noheader"))
    assert until(lambda: came(host, job))
    time.sleep(2)
    host.check_output("systemctl start rabbitmq-server")
    answer = call("collect", job, 60)
    assert answer["told"].count("complete") == 1
    assert answer["same"]
    assert until(lambda: is_listening(host))


def assert_that_it_ran_once(host: Host, call: Call, job: str) -> None:
    """Wait for a job that is told as complete, once, and that Slurm was given once."""
    told = call("collect", job, 60)["told"]
    assert [each for each in told if each != "running"] == ["complete"]
    submitted = f"squeue --noheader --states=all --name=pulsar_{job} --format=%A"
    assert len(host.check_output(submitted).split()) == 1


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("systemctl restart pulsar", id="restarted"),
        pytest.param("systemctl kill --signal=KILL pulsar", id="killed"),
    ],
)
def test_job_that_is_being_handed_to_slurm_is_not_forgotten(
    host: Host, call: Call, job: str, is_handed_over: Callable[[], bool], how: str
) -> None:
    call("start", job, MEGABYTE, "true")
    assert until(is_handed_over)
    host.check_output(how)
    assert_that_it_ran_once(host, call, job)


@pytest.fixture
def late_answer(host: Host) -> Iterator[None]:
    """Have sbatch end half a second late: Pulsar reads the answer three seconds later."""
    sbatch = "/usr/local/bin/sbatch"
    script = '#!/bin/sh\n/usr/bin/sbatch "$@" && sleep 0.5\n'
    host.check_output(f"printf %%s %s > {sbatch}; chmod 755 {sbatch}", script)
    yield
    host.check_output("rm %s", sbatch)


@pytest.mark.usefixtures("late_answer")
def test_files_of_a_job_that_slurm_has_are_left_alone(
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


def test_what_pip_is_configured_to_is_heeded(host: Host) -> None:
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
        said = host.check_output(command)
        assert said
        assert PASSWORD not in said
        assert QUOTED not in said
