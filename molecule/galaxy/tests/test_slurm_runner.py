# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs through Galaxy's slurm runner, with a stand-in for slurm-drmaa and job_conf as YAML."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from galaxy_browser import MISSING, opened_browser, run_the_tutorial
from galaxy_user import (
    FIFTEEN,
    HOLD,
    SERVER,
    SIXTEEN,
    Job,
    Prediction,
    Run,
    predict,
    slurm_jobs,
    wait_for,
)
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")

Playbook = Callable[..., subprocess.CompletedProcess]
JOB_CONF = SERVER / "config" / "job_conf_slurm.xml"  # deployed as YAML
JOBS = {
    "over its wall time at first": Job("waiting_first", {"seconds": 1}),
    "over its wall time": Job("waiting_1min", {"seconds": 600}),
    "over its memory at first": Job("hungry_first"),
    "over its memory": Job("hungry"),
    "canceled": Job("waiting", {"seconds": 3600}),
    "on a lost node": Job("held"),
    "slurm": Job("testing", {"input1": FIFTEEN}),
    "slurm-2c": Job("testing_2c", {"input1": FIFTEEN}),
    "15 bytes": Job("testing_dtd", {"input1": FIFTEEN}),
    "16 bytes": Job("testing_dtd", {"input1": SIXTEEN}),
    "2 cores selected": Job("testing_resources", {"input1": FIFTEEN}, {"cores": 2, "time": 12}),
    "an administrator's": Job("testing_admin", {"input1": FIFTEEN}, by_admin=True),
    "a user's": Job("testing_admin", {"input1": FIFTEEN}),
}
TWO_CORES = "--nodes=1 --ntasks=2"


@pytest.fixture(scope="session")
def redeploy(playbook: Playbook) -> Callable[[str], None]:
    """Return a function that deploys the job configuration under a name."""

    def redeploy(name: str) -> None:
        arguments = ("-e", "galaxy_server_runner=slurm", "-e", f"galaxy_server_job_conf={name}")
        done = playbook(str(SERVER / "redeploy.yml"), *arguments)
        assert done.returncode == 0, done.stdout

    return redeploy


@pytest.fixture(scope="module", autouse=True)
def slurm_runner(
    redeploy: Callable[[str], None], other_runners: Future[subprocess.CompletedProcess[str]]
) -> None:
    """Deploy the job configuration for the slurm runner once its library is installed."""
    done = other_runners.result()
    assert done.returncode == 0, done.stdout
    redeploy("job_conf.yml")


@pytest.fixture(scope="module")
def predictions() -> dict[str, Prediction]:
    """Predictions of galaxy-jobs for all jobs."""
    return predict(JOB_CONF, JOBS)


@pytest.fixture(scope="module")
def runs(
    host: Host, start: Callable[[Job], Run], predictions: dict[str, Prediction]
) -> dict[str, Run]:
    """Runs of all jobs, started at once."""
    host.check_output("touch %s", HOLD)
    return {name: start(JOBS[name]) for name in predictions}


@pytest.mark.parametrize(
    ("name", "destination", "native", "threads", "limit"),
    [
        ("slurm", "slurm", None, 1, None),
        ("slurm-2c", "slurm-2c", TWO_CORES, 2, None),
        ("15 bytes", "slurm", None, 1, None),
        ("16 bytes", "slurm-2c", TWO_CORES, 2, None),
        ("2 cores selected", "slurm-2c", f"{TWO_CORES} --time=12:00:00", 2, "12:00:00"),
        ("an administrator's", "slurm", None, 1, None),
    ],
)
def test_threads(
    predictions: dict[str, Prediction],
    runs: dict[str, Run],
    name: str,
    destination: str,
    native: str | None,
    threads: int,
    limit: str | None,
) -> None:
    predicted = predictions[name]
    assert predicted.destination == destination
    assert predicted.params.get("nativeSpecification") == native
    outcome = runs[name].outcome()
    assert runs[name].destination() == predicted.destination_and_params
    assert (outcome.state, outcome.content) == ("ok", f"Running with '{threads}' threads\n")
    assert outcome.slurm["JobState"] == "COMPLETED"
    assert outcome.slurm["NumCPUs"] == outcome.slurm["NumTasks"] == str(threads)
    assert limit in (None, outcome.slurm["TimeLimit"])


def test_refused_by_a_rule(predictions: dict[str, Prediction], runs: dict[str, Run]) -> None:
    assert predictions["a user's"].error == "Unauthorized."
    outcome = runs["a user's"].outcome()
    assert (outcome.state, outcome.content, outcome.attempts) == ("error", "", [])
    assert "Unauthorized." in outcome.message


@pytest.mark.skipif(
    bool(MISSING), reason=f"no {' and no '.join(MISSING)}: apt install chromium chromium-driver"
)
def test_tutorial_in_a_browser(
    runs: dict[str, Run], url: str, newcomer: str, password: str
) -> None:
    with opened_browser() as browser:
        run_the_tutorial(browser, url, newcomer, password)


@pytest.mark.parametrize(
    ("name", "slurm_state", "message"),
    [
        ("canceled", "CANCELLED", "it was cancelled by an administrator."),
        ("over its memory", "OUT_OF_MEMORY", "it used more memory than it was allocated."),
        ("over its wall time", "TIMEOUT", "it ran longer than the maximum allowed job run time."),
    ],
)
def test_ended_by_slurm(
    host: Host,
    predictions: dict[str, Prediction],
    runs: dict[str, Run],
    name: str,
    slurm_state: str,
    message: str,
) -> None:
    if name == "canceled":
        host.check_output("scancel %s", runs[name].wait_until_slurm_runs_it())
    outcome = runs[name].outcome()
    assert runs[name].destination() == predictions[name].destination_and_params
    assert (outcome.state, outcome.content) == ("error", "")
    assert message in outcome.message
    assert outcome.slurm["JobState"] == slurm_state


@pytest.mark.parametrize(
    ("name", "failure", "bigger", "field", "values", "slurm_state", "message", "content"),
    [
        (
            "over its memory at first",
            "memory_limit_reached",
            "slurm-1g",
            "MinMemoryNode",
            ["100M", "1000M"],
            "OUT_OF_MEMORY",
            "it exceeded the amount of allocated memory",
            "Held 300 MB of 1000\n",
        ),
        (
            "over its wall time at first",
            "walltime_reached",
            "slurm-1h",
            "TimeLimit",
            ["00:01:00", "01:00:00"],
            "TIMEOUT",
            "it reached the walltime",
            "Waited 1 seconds\n",
        ),
    ],
)
def test_resubmitted_to_a_bigger_destination(
    runs: dict[str, Run],
    name: str,
    failure: str,
    bigger: str,
    field: str,
    values: list[str],
    slurm_state: str,
    message: str,
    content: str,
) -> None:
    predicted = JOBS[name].route(JOB_CONF, "--attempt=2", f"--failure={failure}")
    outcome = runs[name].outcome()
    assert predicted.destination == bigger
    assert runs[name].destination() == predicted.destination_and_params
    assert (outcome.state, outcome.content) == ("ok", content)
    assert f"This job was resubmitted to the queue because {message}" in outcome.message
    assert [job["JobState"] for job in outcome.attempts] == [slurm_state, "COMPLETED"]
    assert [job[field] for job in outcome.attempts] == values


def test_node_lost(host: Host, runs: dict[str, Run]) -> None:
    held = runs["on a lost node"]
    held.wait_until_slurm_runs_it()
    lost = held.attempts()[0]["JobId"]
    host.check_output("scontrol update jobid=%s requeue=0", lost)
    host.check_output("systemctl kill --kill-who=all --signal=KILL slurmd")
    wait_for(
        lambda: (
            (lost, "NODE_FAIL") in [(job["JobId"], job["JobState"]) for job in slurm_jobs(host)]
        ),
        "Slurm to detect the lost node",
    )
    host.check_output("rm %s", HOLD)
    host.check_output("systemctl start slurmd")
    outcome = held.outcome()
    assert (outcome.state, outcome.content) == ("ok", "Released\n")
    assert "Job was resubmitted due to node failure" in outcome.message
    assert [job["JobState"] for job in outcome.attempts] == ["NODE_FAIL", "COMPLETED"]


def test_the_same_as_xml(
    redeploy: Callable[[str], None], start: Callable[[Job], Run], predictions: dict[str, Prediction]
) -> None:
    redeploy("job_conf.xml")
    run = start(JOBS["16 bytes"])
    outcome = run.outcome()
    assert run.destination() == predictions["16 bytes"].destination_and_params
    assert (outcome.state, outcome.content) == ("ok", "Running with '2' threads\n")
    assert outcome.slurm["NumTasks"] == "2"
