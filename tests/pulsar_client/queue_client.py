# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls a Pulsar through its message queue with its own client library, as Galaxy does.

Run by the Python of Pulsar's virtual environment. The URL of the queue is in the variable
PULSAR_QUEUE_URL. A job's files lie in a directory of its name below GALAXY, from where
galaxy_files.py, the stand-in for Galaxy, serves them. MANAGER may be NAME:USER, for one that runs
jobs as their users.

    queue_client.py MANAGER start JOB BYTES COMMAND    start a job that runs COMMAND and then
                                                       gives the file back that it was sent
    queue_client.py MANAGER kill JOB                   stop a job
    queue_client.py MANAGER collect JOB SECONDS        take what is told of jobs until this one has
                                                       ended, and print what was told of it
    queue_client.py MANAGER copy JOB BYTES             start a job that gives the file back, collect
                                                       it, and say how many seconds it took
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

OF_A_JOB = ("returncode", "stderr", "job_stdout", "job_stderr")


def start(manager, job, size, command):
    """Start a job, with a file of random bytes that it is to give back."""
    there, back, work = (GALAXY / job / part for part in ("there", "back", "work"))
    work.mkdir(parents=True)
    write_random(there, int(size))
    description = ClientJobDescription(
        command_line=f"{command} && cp {there} {back}",
        client_inputs=ClientInputs([ClientInput(str(there), CLIENT_INPUT_PATH_TYPES.INPUT_PATH)]),
        client_outputs=ClientOutputs(working_directory=str(work), output_files=[str(back)]),
        working_directory=str(work),
    )
    submit_job(manager.get_client(dict(DESTINATION), job), description)
    return {"job": job}


def kill(manager, job):
    """Stop a job."""
    manager.get_client(dict(DESTINATION), job).kill()
    return {"job": job}


def collect(manager, job, seconds):
    """Return what was told of a job, and whether its file has come back as it went."""
    told = listen(manager)
    wait(told, job, seconds)
    return account(manager, told, job)


def copy(manager, job, size):
    """Return what was told of a job that gives a file back, and how many seconds it took."""
    told = listen(manager)
    begin = time.monotonic()
    start(manager, job, size, "true")
    wait(told, job, 120)
    took = time.monotonic() - begin
    return {**account(manager, told, job), "seconds": took}


def listen(manager):
    """Return a list that grows by what is told of jobs."""
    told = []
    manager.ensure_has_status_update_callback(told.append)
    return told


def wait(told, job, seconds):
    """Wait until the end of a job was told, or the time is up."""
    deadline = time.monotonic() + float(seconds)
    while time.monotonic() < deadline and not ended(told, job):
        time.sleep(0.1)


def account(manager, told, job):
    """Stop listening and return what was told of a job, and whether its file has come back."""
    manager.shutdown(ensure_cleanup=True)
    mine = [said for said in told if said["job_id"] == job]
    there, back = (GALAXY / job / part for part in ("there", "back"))
    return {
        "told": [said["status"] for said in mine],
        "same": back.exists() and digest(there) == digest(back),
        **{name: (mine or [{}])[-1].get(name) for name in OF_A_JOB},
    }


def ended(told, job):
    """Return whether the end of a job was told."""
    return any(said["job_id"] == job and said["complete"] == "true" for said in told)


def main(name, action, job, *arguments):
    """Do one thing and print what came of it."""
    actions = {"start": start, "kill": kill, "collect": collect, "copy": copy}
    name, _colon, user = name.partition(":")
    if user:
        DESTINATION["submit_user"] = user
    manager = build_client_manager(amqp_url=os.environ["PULSAR_QUEUE_URL"], manager=name)
    print(json.dumps(actions[action](manager, job, *arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
