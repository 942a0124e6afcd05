# SPDX-License-Identifier: GPL-3.0-or-later
"""The tutorial's tool through a Pulsar, whose two ends are made of the same variables."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

import pytest
import yaml
from galaxy_user import FIFTEEN, HOLD, SERVER, Job, Run, slurm_jobs, wait_for
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")

Playbook = Callable[..., subprocess.CompletedProcess]
VARIABLES = SERVER / "pulsar_vars.yml"
TOKEN = yaml.safe_load(VARIABLES.read_text())["pulsar_private_token"]
JOBS = {
    "the tutorial's": Job("testing", {"input1": FIFTEEN}),
    "on two cores": Job("testing_2c", {"input1": FIFTEEN}),
    "with its input": Job("reading", {"input1": FIFTEEN}),
    "over a restart": Job("held"),
}


@pytest.fixture(scope="module", autouse=True)
def pulsar(playbook: Playbook) -> None:
    """Bring Pulsar up, and deploy the job configuration, before anybody uses Galaxy."""
    done = playbook(str(SERVER / "pulsar.yml"), "-e", f"@{VARIABLES}", "--diff")
    assert done.returncode == 0, done.stdout
    assert TOKEN not in done.stdout


@pytest.fixture(scope="module")
def runs(host: Host, start: Callable[[Job], Run]) -> dict[str, Run]:
    """All jobs, submitted at once."""
    host.check_output("touch %s", HOLD)
    return {name: start(job) for name, job in JOBS.items()}


def of_slurm(host: Host, run: Run) -> dict[str, str]:
    """Return what scontrol says of the job that Pulsar submitted for a run."""
    name = f"pulsar_{run.facts()['external_id']}"
    [job] = [job for job in slurm_jobs(host) if job["JobName"] == name]
    return job


def test_job_survives_a_restart_of_pulsar(host: Host, runs: dict[str, Run]) -> None:
    run = runs["over a restart"]
    wait_for(
        lambda: run.facts()["external_id"] and run.facts()["state"] == "running",
        "Pulsar to run the job",
    )
    host.check_output("systemctl restart pulsar")
    host.check_output("rm %s", HOLD)
    outcome = run.outcome()
    assert (outcome.state, outcome.content) == ("ok", "Released\n")
    assert of_slurm(host, run)["JobState"] == "COMPLETED"


@pytest.mark.parametrize(
    ("name", "destination", "content", "cores", "limit"),
    [
        ("the tutorial's", "pulsar", "Running with '1' threads\n", "1", None),
        ("on two cores", "pulsar_two", "Running with '2' threads\n", "2", "12:00:00"),
        ("with its input", "pulsar", f"{FIFTEEN} read with '1' threads\n", "1", None),
    ],
)
def test_threads(
    host: Host,
    runs: dict[str, Run],
    name: str,
    destination: str,
    content: str,
    cores: str,
    limit: str | None,
) -> None:
    run = runs[name]
    outcome = run.outcome()
    assert (outcome.state, outcome.content) == ("ok", content)
    found, params = run.destination()
    assert (found, params["default_file_action"]) == (destination, "remote_transfer")
    job = of_slurm(host, run)
    assert (job["JobState"], job["NumCPUs"]) == ("COMPLETED", cores)
    assert job["UserId"].startswith("pulsar(")
    assert limit in (None, job["TimeLimit"])


def test_pulsar_brought_the_output_to_galaxy(host: Host, runs: dict[str, Run]) -> None:
    run = runs["with its input"]
    run.outcome()
    log = host.file("/var/log/pulsar/pulsar.log").content_string
    transfers = [line for line in log.splitlines() if f"/api/jobs/{run.job}/files" in line]
    assert transfers
    assert all("action_type=remote_transfer" in line for line in transfers)


def test_staging_is_empty_when_all_have_ended(host: Host, runs: dict[str, Run]) -> None:
    for run in runs.values():
        run.outcome()
    wait_for(
        lambda: host.check_output("ls /srv/pulsar/jobs/staging") == "",
        "Galaxy to have Pulsar remove what it staged",
        timeout=60,
    )
