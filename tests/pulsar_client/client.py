# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls a Pulsar with its own client library, as Galaxy does, and prints the answer as JSON.

Run by the Python of Pulsar's virtual environment. The token is in the variable PULSAR_TOKEN.

    client.py URL submit JOB COMMAND      start a job
    client.py URL submit JOB COMMAND PACKAGE VERSION   start one whose tool requires a package
    client.py URL status JOB              say what has become of it
    client.py URL kill JOB                stop a job
    client.py URL wait JOB SECONDS        wait until it is complete, and say what became of it
    client.py URL copy JOB BYTES          send a file, have the job copy it, fetch it, compare

JOB may be several with commas between them: four are done at a time, and each has its line.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from galaxy.tool_util.deps.dependencies import DependenciesDescription
from galaxy.tool_util.deps.requirements import ToolRequirement, ToolRequirements
from pulsar.client.coexecution_manager import build_client_manager
from pulsar.client.staging.down import finish_job
from pulsar.client.staging.inputs import CLIENT_INPUT_PATH_TYPES, ClientInput, ClientInputs
from pulsar.client.staging.models import ClientJobDescription, ClientOutputs, PulsarOutputs
from pulsar.client.staging.up import submit_job

MEGABYTE = 1 << 20


def client_of(url, job):
    """Return the client of a job."""
    given = {
        "url": url,
        "private_token": os.environ.get("PULSAR_TOKEN"),
        "default_file_action": "transfer",
    }
    return build_client_manager().get_client(given, job)


def submit(client, command, *package):
    """Start a job and return its identifier."""
    answer = client.setup()
    client.launch(command, dependencies_description=requirement(*package) if package else None)
    return {"job": answer["job_id"]}


def requirement(package, version):
    """Return what a tool says that requires a package."""
    required = ToolRequirement(name=package, type="package", version=version)
    return DependenciesDescription(requirements=ToolRequirements([required]))


def status(client):
    """Return what Pulsar says of a job."""
    answer = client.full_status()
    return {
        name: answer.get(name)
        for name in ("complete", "status", "returncode", "job_stdout", "job_stderr")
    }


def kill(client):
    """Stop a job."""
    client.kill()
    return {"job": client.job_id}


def wait(client, seconds):
    """Return what Pulsar says of a job when it is complete, or when the time is up."""
    deadline = time.monotonic() + float(seconds)
    while True:
        said = status(client)
        if said["complete"] == "true" or time.monotonic() > deadline:
            return said
        time.sleep(0.2)


def copy(client, size):
    """Return whether a file came back as it went, and how many seconds it took."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        there, back, work = (Path(name, part) for part in ("there", "back", "work"))
        work.mkdir()
        write_random(there, int(size))
        outputs = ClientOutputs(working_directory=str(work), output_files=[str(back)])
        inputs = ClientInputs([ClientInput(str(there), CLIENT_INPUT_PATH_TYPES.INPUT_PATH)])
        job = ClientJobDescription(
            command_line=f"cp {there} {back}",
            client_inputs=inputs,
            client_outputs=outputs,
            working_directory=str(work),
        )
        submit_job(client, job)
        said = wait(client, 120)
        faults = finish_job(
            client=client,
            cleanup_job="always",
            job_completed_normally=True,
            client_outputs=outputs,
            pulsar_outputs=PulsarOutputs.from_status_response(client.full_status()),
        )
        same = back.exists() and digest(there) == digest(back)
    return {**said, "same": same, "faults": bool(faults), "seconds": time.monotonic() - start}


def write_random(path, size):
    """Write a file of random bytes; size is rounded down to a MiB."""
    with path.open("wb") as file:
        for _part in range(size // MEGABYTE):
            file.write(os.urandom(MEGABYTE))


def digest(path):
    """Return the SHA-256 of a file, which may be large."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(MEGABYTE):
            sha.update(part)
    return sha.hexdigest()


def main(url, action, jobs, *arguments):
    """Do one thing and print what came of it."""
    actions = {"submit": submit, "status": status, "kill": kill, "wait": wait, "copy": copy}
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(
            lambda job: actions[action](client_of(url, job), *arguments), jobs.split(",")
        )
        print(*map(json.dumps, answers), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
