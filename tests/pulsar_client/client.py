# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls Pulsar with its own client library, like Galaxy, and prints the result as JSON.

Runs with the Python of Pulsar's virtual environment. PULSAR_TOKEN has the token.

    client.py URL submit JOB COMMAND      start a job
    client.py URL submit JOB COMMAND PACKAGE VERSION   start a job whose tool requires a package
    client.py URL status JOB              print the status of a job
    client.py URL kill JOB                cancel a job
    client.py URL wait JOB SECONDS        wait until a job is complete, and print its status
    client.py URL copy JOB BYTES          send a file, copy it by a job, fetch the copy, compare

JOB may be a comma-separated list. Four jobs are processed at a time, and each prints a line.
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
    destination = {
        "url": url,
        "private_token": os.environ.get("PULSAR_TOKEN"),
        "default_file_action": "transfer",
    }
    return build_client_manager().get_client(destination, job)


def submit(client, command, *package):
    """Start a job and return its identifier."""
    setup = client.setup()
    client.launch(command, dependencies_description=requirement(*package) if package else None)
    return {"job": setup["job_id"]}


def requirement(package, version):
    """Return the requirement of a tool for a package."""
    required = ToolRequirement(name=package, type="package", version=version)
    return DependenciesDescription(requirements=ToolRequirements([required]))


def status(client):
    """Return the status of a job."""
    full_status = client.full_status()
    return {
        name: full_status.get(name)
        for name in ("complete", "status", "returncode", "job_stdout", "job_stderr")
    }


def kill(client):
    """Cancel a job."""
    client.kill()
    return {"job": client.job_id}


def wait(client, seconds):
    """Return the status of a job when it is complete, or after the timeout."""
    deadline = time.monotonic() + float(seconds)
    while True:
        current = status(client)
        if current["complete"] == "true" or time.monotonic() > deadline:
            return current
        time.sleep(0.2)


def copy(client, size):
    """Return whether a job's copy of a file is equal, and the seconds until it was fetched."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        source, result, work = (Path(name, part) for part in ("source", "result", "work"))
        work.mkdir()
        write_random(source, int(size))
        outputs = ClientOutputs(working_directory=str(work), output_files=[str(result)])
        inputs = ClientInputs([ClientInput(str(source), CLIENT_INPUT_PATH_TYPES.INPUT_PATH)])
        job = ClientJobDescription(
            command_line=f"cp {source} {result}",
            client_inputs=inputs,
            client_outputs=outputs,
            working_directory=str(work),
        )
        submit_job(client, job)
        final = wait(client, 120)
        faults = finish_job(
            client=client,
            cleanup_job="always",
            job_completed_normally=True,
            client_outputs=outputs,
            pulsar_outputs=PulsarOutputs.from_status_response(client.full_status()),
        )
        same = result.exists() and digest(source) == digest(result)
    return {**final, "same": same, "faults": bool(faults), "seconds": time.monotonic() - start}


def write_random(path, size):
    """Write a file of random bytes; size is rounded down to a MiB."""
    with path.open("wb") as file:
        for _part in range(size // MEGABYTE):
            file.write(os.urandom(MEGABYTE))


def digest(path):
    """Return the SHA-256 of a file of any size."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(MEGABYTE):
            sha.update(part)
    return sha.hexdigest()


def main(url, action, jobs, *arguments):
    """Perform an action and print its results."""
    actions = {"submit": submit, "status": status, "kill": kill, "wait": wait, "copy": copy}
    with ThreadPoolExecutor(4) as threads:
        results = threads.map(
            lambda job: actions[action](client_of(url, job), *arguments), jobs.split(",")
        )
        print(*map(json.dumps, results), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
