# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions of users on the Galaxy server under test, and their results."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from bioblend.galaxy import GalaxyInstance
from testinfra.host import Host

ROOT = Path(__file__).resolve().parents[3]
SERVER = ROOT / "tests" / "galaxy_server"
HOLD = "/srv/galaxy/hold"  # tools/held.xml waits until this file is removed
ENDED = ("ok", "error", "deleted", "paused")
TEXTS = ("fifteen bytes..", "sixteen bytes...")
FIFTEEN, SIXTEEN = TEXTS
# The newest job with an external id: ids of Pulsar's jobs can equal those of Slurm's jobs.
DESTINATION = """
import json, sqlite3, sys
query = (
    "SELECT destination_id, destination_params FROM job WHERE job_runner_external_id = ?"
    " ORDER BY id DESC"
)
found = sqlite3.connect("/srv/galaxy/var/universe.sqlite").execute(query, sys.argv[1:]).fetchone()
print(json.dumps([found[0], json.loads(found[1] or "{}")]))
"""
T = TypeVar("T")


def wait_for(question: Callable[[], T], subject: str, timeout: float = 600) -> T:
    """Poll until a question has a true answer and return it.

    timeout: seconds after which AssertionError is raised
    """
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(1)
    raise AssertionError(f"Timeout after {timeout:.0f} s: {subject}")


def slurm_jobs(host: Host) -> list[dict[str, str]]:
    """Return the fields that scontrol shows of each job that Slurm remembers."""
    lines = host.check_output("scontrol --oneliner show job").splitlines()
    jobs = [line.split() for line in lines if line.startswith("JobId=")]
    return [dict(word.split("=", 1) for word in job if "=" in word) for job in jobs]


@dataclasses.dataclass(frozen=True)
class Job:
    """A tool to run.

    inputs: values of its form; one of TEXTS stands for a dataset
    resources: values of the job resource parameters
    """

    tool: str
    inputs: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    resources: Mapping[str, int] = dataclasses.field(default_factory=dict)
    by_admin: bool = False

    @property
    def user(self) -> str:
        """Email address of the user who runs the tool."""
        return "admin@example.org" if self.by_admin else "user@example.org"

    def form(self, datasets: Mapping[tuple[str, str], str]) -> dict[str, Any]:
        """Return the data that the tool's form sends.

        datasets: ids of datasets by user and text
        """
        filled: dict[str, Any] = {
            name: {"src": "hda", "id": datasets[self.user, value]} if value in TEXTS else value
            for name, value in self.inputs.items()
        }
        if self.resources:
            filled["__job_resource|__job_resource__select"] = "yes"
        for name, number in self.resources.items():
            filled[f"__job_resource|{name}"] = str(number)
        return filled

    def route(self, job_conf: Path, *arguments: str) -> Prediction:
        """Return the prediction of 'galaxy-jobs route'."""
        texts = {name: value for name, value in self.inputs.items() if value in TEXTS}
        command = [
            *(ROOT / "bin" / "galaxy-jobs", "route", "--format", "json", "--run-rules"),
            *("--job-conf", job_conf),
            *("--tool-destinations", SERVER / "config" / "tool_destinations.yml"),
            *("--resource-params", SERVER / "config" / "job_resource_params_conf.xml"),
            *("--rules", SERVER / "rules" / "gx_rules"),
            *("--config", "admin_users=admin@example.org"),
            *("--tool", self.tool, "--user", self.user),
            *(f"--input={name}={len(text)}:txt" for name, text in texts.items()),
            *(f"--resource={name}={number}" for name, number in self.resources.items()),
            *arguments,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        answer = json.loads(done.stdout)
        return Prediction(
            answer["destination"], answer["params"], (answer["error"] or {}).get("message")
        )


@dataclasses.dataclass(frozen=True)
class Prediction:
    """Prediction of 'galaxy-jobs route' for a job.

    params: parameters of the destination
    error: message that Galaxy shows the user instead of running the job
    """

    destination: str | None
    params: dict[str, str]
    error: str | None

    @property
    def destination_and_params(self) -> tuple[str | None, dict[str, str]]:
        """Expected result of Run.destination()."""
        return self.destination, self.params


def predict(job_conf: Path, jobs: Mapping[str, Job]) -> dict[str, Prediction]:
    """Return the predictions of all jobs by name."""
    with ThreadPoolExecutor() as pool:
        return dict(zip(jobs, pool.map(lambda job: job.route(job_conf), jobs.values())))


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Result of a tool's run.

    state: state of the output; the history colors the output by it
    message: message that the history shows for the output
    content: content of the output
    attempts: the run's jobs as scontrol shows them, oldest first
    """

    state: str
    message: str
    content: str
    attempts: list[dict[str, str]]

    @property
    def slurm(self) -> dict[str, str]:
        """The only job that was submitted for the run."""
        assert len(self.attempts) == 1, self
        return self.attempts[0]


class User:
    """A user with an account and a history."""

    def __init__(self, host: Host, api: GalaxyInstance, admin: GalaxyInstance) -> None:
        self.host = host
        self.api = api
        self.admin = admin
        self.history = api.histories.create_history("test")["id"]

    def upload(self, *texts: str) -> list[str]:
        """Return the ids of new datasets. Galaxy delays jobs until their inputs are uploaded."""
        items = [
            {"src": "pasted", "paste_content": text, "ext": "txt", "to_posix_lines": False}
            for text in texts
        ]
        targets = [{"destination": {"type": "hdas"}, "items": items}]
        payload = {"history_id": self.history, "targets": targets}
        done = self.api.make_post_request(f"{self.api.url}/tools/fetch", payload)
        return [output["id"] for output in done["outputs"]]

    def wait_for_dataset(self, dataset: str, timeout: float = 900) -> dict[str, Any]:
        """Wait until the job of a dataset has ended and return the dataset's details."""

        def ended() -> dict[str, Any] | None:
            details: dict[str, Any] = self.api.datasets.show_dataset(dataset)
            return details if details["state"] in ENDED else None

        return wait_for(ended, f"the job of dataset {dataset} to end", timeout)

    def run(self, tool: str, inputs: Mapping[str, Any]) -> Run:
        """Start a tool and return its run."""
        done = self.api.tools.run_tool(self.history, tool, dict(inputs))
        return Run(self, done["jobs"][0]["id"], done["outputs"][0]["id"])


@dataclasses.dataclass(frozen=True)
class Run:
    """A started tool and its only output."""

    user: User
    job: str
    output: str

    def facts(self) -> dict[str, Any]:
        """Return the job's details as an administrator sees them."""
        facts: dict[str, Any] = self.user.admin.jobs.show_job(self.job, full_details=True)
        return facts

    def attempts(self) -> list[dict[str, str]]:
        """Return the run's jobs as scontrol shows them, oldest first."""
        jobs = slurm_jobs(self.user.host)
        last = self.facts()["external_id"]
        names = {job["JobName"] for job in jobs if job["JobId"] == last}
        found = [job for job in jobs if job["JobName"] in names]
        return sorted(found, key=lambda job: int(job["JobId"]))

    def destination(self) -> tuple[str, dict[str, str]]:
        """Return id and parameters of the destination of the last attempt."""
        last = self.facts()["external_id"]
        found, parameters = json.loads(
            self.user.host.check_output("python3 -c %s %s", DESTINATION, last)
        )
        return found, parameters

    def wait_until_slurm_runs_it(self) -> str:
        """Wait until Slurm runs the job and return its id in Slurm."""

        def running() -> str | None:
            jobs = [job for job in self.attempts() if job["JobState"] == "RUNNING"]
            return jobs[-1]["JobId"] if jobs else None

        return wait_for(running, f"Slurm to run {self.facts()}")

    def outcome(self) -> Outcome:
        """Wait until the run has ended and return its result."""
        dataset = self.user.wait_for_dataset(self.output)
        content = self.user.api.datasets.download_dataset(self.output, require_ok_state=False)
        return Outcome(
            dataset["state"], dataset["misc_info"] or "", content.decode(), self.attempts()
        )
