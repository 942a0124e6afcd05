# SPDX-License-Identifier: GPL-3.0-or-later
"""The tutorial's tool through Pulsar. Pulsar and Galaxy are configured from the same variables.

The job configuration is YAML and also has the cli runner.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
import yaml
from galaxy_user import FIFTEEN, HOLD, SERVER, Job, Run, User, slurm_jobs, wait_for
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")

Playbook = Callable[..., subprocess.CompletedProcess]
VARIABLES = SERVER / "pulsar_vars.yml"
TOKEN = yaml.safe_load(VARIABLES.read_text())["pulsar_private_token"]
MAIN_PID = "systemctl show --property=MainPID galaxy-gunicorn"
PAST_PULSAR = Job("testing_dtd", {"input1": FIFTEEN})
JOBS = {
    "the tutorial's": Job("testing", {"input1": FIFTEEN}),
    "on two cores": Job("testing_2c", {"input1": FIFTEEN}),
    "with its input": Job("reading", {"input1": FIFTEEN}),
    "over a restart": Job("held"),
    "past Pulsar": PAST_PULSAR,
}


@pytest.fixture(scope="module", autouse=True)
def outlasting(
    host: Host,
    user: User,
    playbook: Playbook,
    other_runners: Future[subprocess.CompletedProcess[str]],
) -> Run:
    """Start a job, deploy the job configuration for Pulsar while it runs, and return its run."""
    brought_up = other_runners.result()
    host.check_output("touch %s", HOLD)
    run = user.run("held_through_slurm", {})
    run.wait_until_slurm_runs_it()
    before = host.check_output(MAIN_PID)
    host.check_output("systemctl restart slurmctld")
    deployed = playbook(str(SERVER / "redeploy.yml"), "-e", f"@{VARIABLES}", "--diff")
    for done in (brought_up, deployed):
        assert done.returncode == 0, done.stdout
        assert TOKEN not in done.stdout
    assert host.check_output(MAIN_PID) != before
    return run


@pytest.fixture(scope="module")
def runs(host: Host, start: Callable[[Job], Run]) -> dict[str, Run]:
    """Runs of all jobs, started at once."""
    host.check_output("touch %s", HOLD)
    return {name: start(job) for name, job in JOBS.items()}


def slurm_job(host: Host, run: Run) -> dict[str, str]:
    """Return the job that Pulsar submitted for a run, as scontrol shows it."""
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
    host.check_output("rm --force %s", HOLD)
    outcome = run.outcome()
    assert (outcome.state, outcome.content) == ("ok", "Released\n")
    assert slurm_job(host, run)["JobState"] == "COMPLETED"


def test_job_survives_restarts_of_galaxy_and_slurmctld(host: Host, outlasting: Run) -> None:
    host.check_output("rm --force %s", HOLD)
    outcome = outlasting.outcome()
    assert (outcome.state, outcome.content) == ("ok", "Released\n")
    assert (outcome.slurm["JobState"], outcome.slurm["Restarts"]) == ("COMPLETED", "0")


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
    job = slurm_job(host, run)
    assert (job["JobState"], job["NumCPUs"]) == ("COMPLETED", cores)
    assert job["UserId"].startswith("pulsar(")
    assert limit in (None, job["TimeLimit"])


def test_cli_runner_of_a_yaml(host: Host, runs: dict[str, Run], tmp_path: Path) -> None:
    job_conf = tmp_path / "job_conf.yml"
    job_conf.write_text(host.file("/srv/galaxy/config/job_conf.yml").content_string)
    predicted = PAST_PULSAR.route(job_conf)
    assert (predicted.destination, predicted.params["job_plugin"]) == ("slurm-2c", "Slurm")
    run = runs["past Pulsar"]
    outcome = run.outcome()
    assert run.destination() == predicted.destination_and_params
    assert (outcome.state, outcome.content) == ("ok", "Running with '2' threads\n")
    assert (outcome.slurm["JobState"], outcome.slurm["NumTasks"]) == ("COMPLETED", "2")
    assert outcome.slurm["UserId"].startswith("galaxy(")


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
