# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls Pulsar through its message queue with its own client library, like Galaxy.

Runs with the Python of Pulsar's virtual environment. PULSAR_QUEUE_URL has the URL of the queue.
galaxy_files.py, the stand-in for Galaxy, serves the files of a job from a directory below GALAXY
with the job's name. MANAGER may be NAME:USER for a manager that runs jobs as their users.

    queue_client.py MANAGER start JOB BYTES COMMAND    start a job that runs COMMAND and then
                                                       copies the file that it was sent
    queue_client.py MANAGER kill JOB                   cancel a job
    queue_client.py MANAGER collect JOB SECONDS        receive status updates until this job ends,
                                                       and print those of the job
    queue_client.py MANAGER copy JOB BYTES             start a job that copies a file, collect it,
                                                       and print the seconds until it ended
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from client import digest, write_random
from pulsar.client.coexecution_manager import build_client_manager
from pulsar.client.staging.inputs import CLIENT_INPUT_PATH_TYPES, ClientInput, ClientInputs
from pulsar.client.staging.models import ClientJobDescription, ClientOutputs
from pulsar.client.staging.up import submit_job

GALAXY = Path("/var/tmp/galaxy")
DESTINATION = {
    "jobs_directory": "/srv/pulsar/jobs/staging",
    "default_file_action": "remote_transfer",
    "files_endpoint": "http://127.0.0.1:8079/api/jobs/files",
}

STATUS_KEYS = ("returncode", "stderr", "job_stdout", "job_stderr")


def start(manager, job, size, command):
    """Start a job that copies a file of random bytes."""
    source, result, work = (GALAXY / job / part for part in ("source", "result", "work"))
    work.mkdir(parents=True)
    write_random(source, int(size))
    description = ClientJobDescription(
        command_line=f"{command} && cp {source} {result}",
        client_inputs=ClientInputs([ClientInput(str(source), CLIENT_INPUT_PATH_TYPES.INPUT_PATH)]),
        client_outputs=ClientOutputs(working_directory=str(work), output_files=[str(result)]),
        working_directory=str(work),
    )
    submit_job(manager.get_client(dict(DESTINATION), job), description)
    return {"job": job}


def kill(manager, job):
    """Cancel a job."""
    manager.get_client(dict(DESTINATION), job).kill()
    return {"job": job}


def collect(manager, job, seconds):
    """Return the status updates of a job, and whether its copy of the file is equal."""
    updates = listen(manager)
    wait(updates, job, seconds)
    return summarize(manager, updates, job)


def copy(manager, job, size):
    """Return the status updates of a job that copies a file, and the seconds until it ended."""
    updates = listen(manager)
    begin = time.monotonic()
    start(manager, job, size, "true")
    wait(updates, job, 120)
    seconds = time.monotonic() - begin
    return {**summarize(manager, updates, job), "seconds": seconds}


def listen(manager):
    """Return a list to which status updates of all jobs are appended."""
    updates = []
    manager.ensure_has_status_update_callback(updates.append)
    return updates


def wait(updates, job, seconds):
    """Wait until a job has ended, or until the timeout."""
    deadline = time.monotonic() + float(seconds)
    while time.monotonic() < deadline and not has_ended(updates, job):
        time.sleep(0.1)


def summarize(manager, updates, job):
    """Stop listening and return the updates of a job, and whether its copy of the file is equal."""
    manager.shutdown(ensure_cleanup=True)
    job_updates = [update for update in updates if update["job_id"] == job]
    source, result = (GALAXY / job / part for part in ("source", "result"))
    return {
        "updates": [update["status"] for update in job_updates],
        "same": result.exists() and digest(source) == digest(result),
        **{name: (job_updates or [{}])[-1].get(name) for name in STATUS_KEYS},
    }


def has_ended(updates, job):
    """Return whether an update says that a job has ended."""
    return any(update["job_id"] == job and update["complete"] == "true" for update in updates)


def main(name, action, job, *arguments):
    """Perform an action and print its result."""
    actions = {"start": start, "kill": kill, "collect": collect, "copy": copy}
    name, _colon, user = name.partition(":")
    if user:
        DESTINATION["submit_user"] = user
    manager = build_client_manager(amqp_url=os.environ["PULSAR_QUEUE_URL"], manager=name)
    print(json.dumps(actions[action](manager, job, *arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
