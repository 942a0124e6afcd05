# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of Galaxy's users on the cluster: the tutorial's, and jobs that fail."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import bioblend
import pytest
from galaxy_user import (
    FIFTEEN,
    HOLD,
    SERVER,
    SIXTEEN,
    Job,
    Prediction,
    Run,
    User,
    predict,
    slurm_jobs,
    wait_for,
)
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")

Playbook = Callable[..., subprocess.CompletedProcess]
REDEPLOY = str(SERVER / "redeploy.yml")
JOB_CONF = SERVER / "config" / "job_conf_cli.xml"
JOBS = {
    "over its wall time": Job("waiting_1min", {"seconds": 600}),  # the longest starts first
    "over its memory": Job("hungry"),
    "over its memory at first": Job("hungry_first"),
    "canceled": Job("waiting", {"seconds": 3600}),
    "on a lost node": Job("held"),
    "slurm": Job("testing", {"input1": FIFTEEN}),
    "slurm-2c": Job("testing_2c", {"input1": FIFTEEN}),
    "15 bytes": Job("testing_dtd", {"input1": FIFTEEN}),
    "16 bytes": Job("testing_dtd", {"input1": SIXTEEN}),
    "1 core selected": Job("testing_resources", {"input1": FIFTEEN}, {"cores": 1, "time": 12}),
    "2 cores selected": Job("testing_resources", {"input1": FIFTEEN}, {"cores": 2, "time": 12}),
    "nothing selected": Job("testing_resources", {"input1": FIFTEEN}),
    "an administrator's": Job("testing_admin", {"input1": FIFTEEN}, by_admin=True),
    "a user's": Job("testing_admin", {"input1": FIFTEEN}),
}
UPLOAD = Job("__DATA_FETCH__")


@pytest.fixture(scope="module")
def predictions() -> dict[str, Prediction]:
    """Predictions of galaxy-jobs for all jobs."""
    return predict(JOB_CONF, JOBS)


@pytest.fixture(scope="module")
def runs(
    host: Host, start: Callable[[Job], Run], predictions: dict[str, Prediction]
) -> dict[str, Run]:
    """Runs of all jobs, started at once so that the tests do not wait for them in turn."""
    host.check_output("touch %s", HOLD)
    return {name: start(JOBS[name]) for name in predictions}


def test_upload(runs: dict[str, Run], datasets: dict[tuple[str, str], str], user: User) -> None:
    dataset = datasets["user@example.org", SIXTEEN]
    seen = user.wait_for_dataset(dataset)
    assert seen["state"] == "ok"
    assert user.api.datasets.download_dataset(dataset).decode() == SIXTEEN
    predicted = UPLOAD.route(JOB_CONF)
    assert predicted.destination == "slurm"
    assert (
        Run(user, seen["creating_job"], dataset).destination() == predicted.destination_and_params
    )
    names = [job["JobName"] for job in slurm_jobs(user.host)]
    assert any("___DATA_FETCH___user_example_org" in name for name in names), names


@pytest.mark.parametrize(
    ("name", "destination", "threads", "limit"),
    [
        ("slurm", "slurm", 1, None),
        ("slurm-2c", "slurm-2c", 2, None),
        ("15 bytes", "slurm", 1, None),
        ("16 bytes", "slurm-2c", 2, None),
        ("1 core selected", "slurm", 1, "12:00:00"),
        ("2 cores selected", "slurm-2c", 2, "12:00:00"),
        ("an administrator's", "slurm", 1, None),
    ],
)
def test_threads(
    predictions: dict[str, Prediction],
    runs: dict[str, Run],
    name: str,
    destination: str,
    threads: int,
    limit: str | None,
) -> None:
    predicted = predictions[name]
    assert (predicted.destination, predicted.params.get("job_time")) == (destination, limit)
    outcome = runs[name].outcome()
    assert runs[name].destination() == predicted.destination_and_params
    assert (outcome.state, outcome.content) == ("ok", f"Running with '{threads}' threads\n")
    assert outcome.slurm["JobState"] == "COMPLETED"
    assert outcome.slurm["NumCPUs"] == outcome.slurm["NumTasks"] == str(threads)
    assert limit in (None, outcome.slurm["TimeLimit"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a user's", "Unauthorized."),
        ("nothing selected", "because of a misconfiguration in the Galaxy job running system"),
    ],
)
def test_refused_by_a_rule(
    predictions: dict[str, Prediction], runs: dict[str, Run], name: str, message: str
) -> None:
    assert message in str(predictions[name].error)
    outcome = runs[name].outcome()
    assert (outcome.state, outcome.content) == ("error", "")
    assert message in outcome.message
    assert outcome.attempts == []


def test_nothing_is_submitted_for_the_user(host: Host, runs: dict[str, Run]) -> None:
    for name in ("an administrator's", "a user's"):
        runs[name].outcome()
    names = [job["JobName"].partition("_")[2] for job in slurm_jobs(host)]
    assert [name for name in names if name.startswith("testing_admin")] == [
        "testing_admin_admin_example_org"
    ]


@pytest.mark.parametrize(
    ("cores", "hours", "message"),
    [
        (3, 1, "an invalid option ('3') was selected"),
        (1, 25, "must fulfill (1 <= value <= 24)"),
        (1, 0, "must fulfill (1 <= value <= 24)"),
    ],
)
def test_selection_out_of_range(
    start: Callable[[Job], Run], cores: int, hours: int, message: str
) -> None:
    job = Job("testing_resources", {"input1": FIFTEEN}, {"cores": cores, "time": hours})
    with pytest.raises(bioblend.ConnectionError) as caught:
        start(job)
    assert caught.value.status_code == 400
    assert message in caught.value.body


def test_broken_job_conf_is_refused(
    host: Host, user: User, playbook: Playbook, tmp_path: Path
) -> None:
    deployed = host.file("/srv/galaxy/config/job_conf.xml")
    before = deployed.content_string
    started = host.check_output("systemctl show --property=MainPID galaxy-gunicorn")
    broken = tmp_path / "job_conf.xml"
    broken.write_text(
        before.replace('<destinations default="slurm">', '<destinations default="slrum">')
    )
    arguments = {"galaxy_jobs_job_conf": {"src": str(broken), "dest": deployed.path}}
    done = playbook(REDEPLOY, "-e", json.dumps(arguments))
    assert done.returncode != 0
    assert "GJ106 The default 'slrum' is not the id or tag of a destination." in done.stdout
    assert deployed.content_string == before
    assert host.check_output("systemctl show --property=MainPID galaxy-gunicorn") == started
    assert user.run("waiting", {"seconds": 1}).outcome().content == "Waited 1 seconds\n"


# State and message of the output after Slurm ended the job.
#
# The cli runner asks squeue, which does not list ended jobs. It treats an unlisted job as
# successful and does not ask sacct (galaxy 26.1.2, parse_single_status in
# jobs/runners/util/cli/job/slurm.py). The user gets an empty green dataset unless the tool left an
# exit code.
ENDED_BY_SLURM = {
    "over its memory": ("error", "Killed"),
    "over its wall time": ("ok", ""),
    "canceled": ("ok", ""),
}


@pytest.mark.parametrize(
    ("name", "slurm_state"),
    [
        ("canceled", "CANCELLED"),
        ("over its memory", "OUT_OF_MEMORY"),
        ("over its wall time", "TIMEOUT"),
    ],
)
def test_ended_by_slurm(
    host: Host,
    predictions: dict[str, Prediction],
    runs: dict[str, Run],
    name: str,
    slurm_state: str,
) -> None:
    state, message = ENDED_BY_SLURM[name]
    if name == "canceled":
        host.check_output("scancel %s", runs[name].wait_until_slurm_runs_it())
    outcome = runs[name].outcome()
    assert runs[name].destination() == predictions[name].destination_and_params
    assert (outcome.state, outcome.content) == (state, "")
    assert message in outcome.message
    assert outcome.slurm["JobState"] == slurm_state


def test_over_its_memory_is_resubmitted_to_a_bigger_destination(runs: dict[str, Run]) -> None:
    name = "over its memory at first"
    predicted = JOBS[name].route(JOB_CONF, "--attempt=2", "--failure=memory_limit_reached")
    assert predicted.destination == "slurm-1g"
    outcome = runs[name].outcome()
    assert runs[name].destination() == predicted.destination_and_params
    assert (outcome.state, outcome.content) == ("ok", "Held 300 MB of 1000\n")
    assert "exceeded the amount of allocated memory" in outcome.message
    assert [job["JobState"] for job in outcome.attempts] == ["OUT_OF_MEMORY", "COMPLETED"]
    assert [job["MinMemoryNode"] for job in outcome.attempts] == ["100M", "1000M"]


def test_node_lost(
    host: Host, runs: dict[str, Run], other_runners: Future[subprocess.CompletedProcess[str]]
) -> None:
    other_runners.result()  # its jobs run on the same node
    held = runs["on a lost node"]
    held.wait_until_slurm_runs_it()
    host.check_output("systemctl kill --kill-who=all --signal=KILL slurmd")
    wait_for(lambda: held.attempts()[0]["JobState"] == "PENDING", "Slurm to detect the lost node")
    host.check_output("rm %s", HOLD)
    host.check_output("systemctl start slurmd")
    # Slurm delays a requeued job for two minutes, until all processes of the old job must be gone.
    # When the node is back, slurmctld tells it to end the old job. A requeued job that has started
    # by then would be killed because it has the same id, and Slurm would still show it as running.
    host.check_output("scontrol update jobid=%s starttime=now+15", held.attempts()[0]["JobId"])
    outcome = held.outcome()
    assert (outcome.state, outcome.content) == ("ok", "Released\n")
    assert (outcome.slurm["JobState"], outcome.slurm["Restarts"]) == ("COMPLETED", "1")
