# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar with Slurm, called by its own client: jobs, rejected requests, and failures."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import typing as t
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from held import HELD, until
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")

TOKEN = "9f3c1d5be07a42688d1cb3a57e6f4029"
URL = "http://127.0.0.1:8913/"
CLIENT = "/srv/pulsar/venv/bin/python /usr/local/lib/pulsar_client/client.py"
MEGABYTE = 1 << 20
STAGING = "/srv/pulsar/jobs/staging"
ELSEWHERE = {
    ("condor", "bookworm"): "Debian 12 has no package of HTCondor.",
    ("drmaa", "trixie"): "The library for DRMAA is run on Debian 12.",
}
Answer = dict[str, t.Any]
Call = Callable[..., Answer]
Playbook = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def call_all(host: Host) -> Callable[..., list[Answer]]:
    """Return a function that calls Pulsar with its client for several jobs."""

    def run(action: str, jobs: list[str], *arguments: object, manager: str = "") -> list[Answer]:
        if reason := ELSEWHERE.get((manager, host.system_info.codename)):
            pytest.skip(reason)
        url = f"{URL}managers/{manager}/" if manager else URL
        said = host.check_output(
            f"PULSAR_TOKEN={TOKEN} {CLIENT} %s %s %s" + " %s" * len(arguments),
            url,
            action,
            ",".join(jobs),
            *map(str, arguments),
        )
        return [json.loads(line) for line in said.splitlines()[-len(jobs) :]]

    return run


@pytest.fixture
def call(call_all: Callable[..., list[Answer]]) -> Call:
    """Return a function that calls Pulsar with its client."""

    def run(action: str, job: str, *arguments: object, manager: str = "") -> Answer:
        return call_all(action, [job], *arguments, manager=manager)[0]

    return run


@pytest.fixture
def job(request: pytest.FixtureRequest) -> str:
    """Return a name for a job of this test."""
    return f"{request.node.originalname}-{time.time_ns()}"


CALL = """
import sys, urllib.error, urllib.request
method, url = sys.argv[1:]
body = b"evil" if method == "POST" else None
try:
    print(urllib.request.urlopen(urllib.request.Request(url, body, method=method)).status)
except urllib.error.HTTPError as error:
    print(error.code)
except OSError:
    print(0)
"""


def name_of(host: Host) -> str:
    """Return the name of a machine, which is also its container's."""
    return str(host.backend.get_pytest_id()).removeprefix("ansible://")


def status_of(host: Host, query: str, path: str = "healthz", method: str = "GET") -> str:
    """Return the HTTP status of a request, 0 if there is no response."""
    return host.check_output("python3 -c %s %s %s", CALL, method, f"{URL}{path}{query}")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(f"?private_token={TOKEN}", "200", id="with the token"),
        pytest.param("", "401", id="without a token"),
        pytest.param("?private_token=wrong", "401", id="with another one"),
    ],
)
def test_token(host: Host, query: str, expected: str) -> None:
    assert status_of(host, query) == expected


@pytest.mark.parametrize(
    "manager",
    ["", "local", "condor", "drmaa"],
    ids=["Slurm", "queued_python", "HTCondor", "DRMAA"],
)
def test_file_goes_through_a_job_and_comes_back(call: Call, job: str, manager: str) -> None:
    answer = call("copy", job, MEGABYTE, manager=manager)
    assert answer["same"]
    assert answer["returncode"] == 0
    assert not answer["faults"]


def test_large_file_does_not_go_through_memory(host: Host, call: Call, job: str) -> None:
    before = memory_of(host)
    assert call("copy", job, 300 * MEGABYTE)["same"]
    assert memory_of(host) - before < 100 * MEGABYTE


def memory_of(host: Host) -> int:
    """Return the resident memory of Pulsar's processes, in bytes."""
    pids = host.check_output("pgrep -d, -f /srv/pulsar/venv/bin/gunicorn")
    return 1024 * sum(int(kib) for kib in host.check_output("ps -o rss= -p %s", pids).split())


def test_exit_code_and_output(call: Call, job: str) -> None:
    call("submit", job, "sh -c 'echo out; echo err >&2; exit 4'")
    answer = call("wait", job, 30)
    assert (answer["returncode"], answer["job_stdout"], answer["job_stderr"]) == (
        4,
        "out\n",
        "err\n",
    )


@pytest.mark.parametrize(
    ("version", "returncode", "said"),
    [
        pytest.param("1.0", 0, "greeter of /opt/stand_in_conda/prefix/envs/__greeter@1.0", id="is"),
        pytest.param("2.0", 127, "greeter: command not found", id="is not"),
    ],
)
def test_what_a_tool_requires_is_there(
    call: Call, job: str, version: str, returncode: int, said: str
) -> None:
    call("submit", job, "greeter", "greeter", version)
    answer = call("wait", job, 30)
    assert answer["returncode"] == returncode
    assert said in answer["job_stdout"] + answer["job_stderr"]


@pytest.mark.parametrize("name", ["../../../evil", "/etc/evil"], ids=["relative", "absolute"])
def test_path_outside_the_job_is_not_written(host: Host, call: Call, job: str, name: str) -> None:
    call("submit", job, "true")
    query = f"?private_token={TOKEN}&name={name}&type=input"
    assert status_of(host, query, f"jobs/{job}/files", "POST") in ("200", "500")
    found = host.check_output("find / -xdev -name evil -not -path '/proc/*'").split()
    assert [path for path in found if not path.startswith(f"{STAGING}/{job}/")] == []


def test_deleting_the_parent_of_the_staging_directory_hits_nothing(host: Host, call: Call) -> None:
    status_of(host, f"?private_token={TOKEN}", "jobs/..", "DELETE")
    assert host.file("/srv/pulsar/persisted_data").is_directory
    assert host.file("/srv/pulsar/config/app.yml").exists
    host.check_output("install -d -o pulsar -g pulsar -m 750 %s", STAGING)  # a victim of the DELETE


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize("manager", ["", "condor", "drmaa"], ids=["Slurm", "HTCondor", "DRMAA"])
def test_job_is_stopped(host: Host, call: Call, job: str, manager: str) -> None:
    call("submit", job, HELD, manager=manager)
    assert until(lambda: call("status", job, manager=manager)["status"] == "running")
    call("kill", job, manager=manager)
    assert until(lambda: host.run("pgrep -f '[/]srv/hold'").rc == 1)


@pytest.mark.parametrize(
    ("manager", "how"),
    [
        pytest.param("", "systemctl restart pulsar", id="restarted"),
        pytest.param("", "systemctl kill --signal=KILL pulsar", id="killed"),
        pytest.param("condor", "systemctl restart pulsar", id="HTCondor"),
        pytest.param("drmaa", "systemctl restart pulsar", id="DRMAA"),
    ],
)
def test_job_survives_pulsar(
    host: Host, call: Call, job: str, release: Callable[[], None], manager: str, how: str
) -> None:
    call("submit", job, HELD, manager=manager)
    assert until(lambda: call("status", job, manager=manager)["status"] == "running")
    host.check_output(how)
    assert until(lambda: status_of(host, f"?private_token={TOKEN}") == "200", 60)
    assert call("status", job, manager=manager)["status"] == "running"
    release()
    answer = call("wait", job, 60, manager=manager)
    assert (answer["returncode"], answer["job_stdout"]) == (0, "released\n")


def test_job_that_is_being_handed_to_slurm_is_not_forgotten(
    host: Host, call: Call, job: str, is_handed_over: Callable[[], bool]
) -> None:
    with ThreadPoolExecutor() as thread:
        submitted = thread.submit(call, "submit", job, "true")
        assert until(is_handed_over)
        host.check_output("systemctl restart pulsar")
        assert submitted.result() == {"job": job}
    assert until(lambda: status_of(host, f"?private_token={TOKEN}") == "200", 60)
    assert call("wait", job, 30)["returncode"] == 0


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    "how",
    [
        pytest.param("systemctl restart pulsar", id="restarted"),
        pytest.param("systemctl kill --signal=KILL pulsar", id="killed"),
    ],
)
def test_job_of_pulsar_itself_ends_with_it(host: Host, call: Call, job: str, how: str) -> None:
    call("submit", job, HELD, manager="local")
    assert until(lambda: call("status", job, manager="local")["status"] == "running")
    host.check_output(how)
    assert until(lambda: status_of(host, f"?private_token={TOKEN}") == "200", 60)
    answer = call("wait", job, 10, manager="local")
    assert (answer["complete"], answer["returncode"]) == ("true", 137)
    assert host.run("pgrep -f '[/]srv/hold'").rc == 1


@pytest.fixture
def silent_slurmctld(host: Host) -> Iterator[Callable[[], None]]:
    """Return a function that stops slurmctld, which is started again after the test."""
    yield lambda: host.check_output("systemctl stop slurmctld") and None
    host.check_output("systemctl start slurmctld")
    assert until(lambda: host.run("sinfo -h -o %%T").stdout.strip().startswith(("idle", "mix")), 60)


def test_job_is_not_called_complete_while_slurmctld_is_silent(
    host: Host,
    call: Call,
    job: str,
    release: Callable[[], None],
    silent_slurmctld: Callable[[], None],
) -> None:
    call("submit", job, HELD)
    assert until(lambda: call("status", job)["status"] == "running")
    silent_slurmctld()
    time.sleep(5)
    assert call("status", job)["complete"] == "false"
    host.check_output("systemctl start slurmctld")
    release()
    answer = call("wait", job, 120)
    assert (answer["returncode"], answer["job_stdout"]) == (0, "released\n")


def test_two_hundred_jobs(job: str, call_all: Callable[..., list[Answer]]) -> None:
    jobs = [f"{job}-{number}" for number in range(200)]
    call_all("submit", jobs, "true")
    assert [answer["returncode"] for answer in call_all("wait", jobs, 180)] == [0] * 200


def test_secrets_are_nowhere(host: Host) -> None:
    found = host.run("grep -rlF %s /etc /var/log /srv/pulsar /usr/local /run/systemd", TOKEN).stdout
    assert found.split() == ["/srv/pulsar/config/pulsar.env"]
    secrets = host.file("/srv/pulsar/config/pulsar.env")
    assert (secrets.user, secrets.group, secrets.mode) == ("root", "root", 0o600)
    assert TOKEN not in host.check_output("ps -eo args")
    assert TOKEN not in host.check_output("journalctl --no-pager --unit=pulsar")


@pytest.mark.parametrize("manager", ["", "condor", "drmaa"], ids=["Slurm", "HTCondor", "DRMAA"])
def test_jobs_do_not_get_the_secrets(call: Call, job: str, manager: str) -> None:
    call("submit", job, "env", manager=manager)
    environment = call("wait", job, 30, manager=manager)["job_stdout"]
    assert "HOME=" in environment
    assert TOKEN not in environment


def test_secrets_are_not_shown(playbook: Playbook) -> None:
    shown = playbook(
        "galaxyhpc.cluster.pulsar", "-vvv", "--diff", "--check", "-e", "pulsar_log_level=DEBUG"
    )
    assert shown.returncode == 0, shown.stdout
    assert "app_config" in shown.stdout or "DEBUG" in shown.stdout  # the diff is not hidden
    assert TOKEN not in shown.stdout


def test_unit_is_sandboxed(host: Host) -> None:
    last = host.check_output("systemd-analyze security pulsar.service").splitlines()[-1]
    exposure = float(last.split(":")[1].split()[0])
    assert exposure <= 3.5


def test_old_staging_directories_are_removed_and_those_of_jobs_are_not(host: Host) -> None:
    for name in ("old", "young", "active"):
        host.check_output("install -d -o pulsar -g pulsar %s", f"{STAGING}/{name}")
    host.check_output("touch -d '30 days ago' %s/old %s/active", STAGING, STAGING)
    host.check_output("touch /srv/pulsar/persisted_data/_default_-active-jobs/active")
    host.check_output("systemctl start pulsar-clean-staging.service")
    left = {name for name in ("old", "young", "active") if host.file(f"{STAGING}/{name}").exists}
    host.check_output("rm /srv/pulsar/persisted_data/_default_-active-jobs/active")
    assert left == {"young", "active"}


def test_logs_are_rotated_and_written_anew(host: Host) -> None:
    host.check_output("logrotate --force /etc/logrotate.d/pulsar")
    status_of(host, f"?private_token={TOKEN}")
    assert until(lambda: host.file("/var/log/pulsar/access.log").size > 0, 10)


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        pytest.param("pulsar_host=0.0.0.0", "there is no TLS", id="open without TLS"),
        pytest.param('{"pulsar_private_token": 12345}', "between quotes", id="number as token"),
        pytest.param(
            '{"pulsar_yaml_config": {"min_polling_interval": 2}}',
            "no effect at the top level",
            id="option at the wrong level",
        ),
        pytest.param(
            '{"pulsar_yaml_config": {"job_directory_mode": 777}}', "octal", id="mode unquoted"
        ),
        pytest.param(
            '{"pulsar_managers": {"a": {"type": "queued_slurm"}}}',
            "no such manager",
            id="manager that does not exist",
        ),
        pytest.param(
            "pulsar_tls_certificate=/nowhere.pem", "/nowhere.pem", id="certificate not there"
        ),
        pytest.param("pulsar_systemd_runner=paste", "set pulsar_modes", id="variable of the peer"),
        pytest.param("pulsar_stagin_dir=/x", "pulsar_staging_dir", id="misspelt variable"),
    ],
)
def test_bad_input_is_refused(playbook: Playbook, variable: str, expected: str) -> None:
    refused = playbook("galaxyhpc.cluster.pulsar", "-e", variable)
    assert refused.returncode != 0
    assert expected in " ".join(refused.stdout.split())
    assert "Traceback" not in refused.stdout
    assert "changed=0" in refused.stdout


@pytest.fixture
def closed_partition(host: Host) -> Iterator[None]:
    """Make Slurm reject all jobs until the end of the test."""
    host.check_output("scontrol update PartitionName=debug State=INACTIVE")
    yield
    host.check_output("scontrol update PartitionName=debug State=UP")


@pytest.mark.usefixtures("closed_partition")
def test_why_slurm_refuses_a_job_is_told_at_once(host: Host, playbook: Playbook) -> None:
    failed = playbook("galaxyhpc.cluster.pulsar", "--limit", name_of(host))
    assert failed.returncode != 0
    waited = re.search(r"after (\d+) s it is 'failed'; expected 'complete'", failed.stdout)
    assert waited, failed.stdout
    assert int(waited[1]) < 60  # pulsar-check alone waits for 120 s
    assert "sbatch: error: Batch job submission failed" in failed.stdout


def test_service_is_back_after_a_restart(host: Host) -> None:
    subprocess.run(
        ["docker", "restart", "--time=10", name_of(host)], check=True, capture_output=True
    )
    assert until(lambda: host.run("true").rc == 0)
    assert until(lambda: status_of(host, f"?private_token={TOKEN}") == "200", 60)
