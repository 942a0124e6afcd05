# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The two ways in which Galaxy submits jobs to Slurm: commands and DRMAA."""

from __future__ import annotations

import json
import typing as t

from ._command import CommandResult
from ._drmaa import child_command, describe_failure
from ._slurm.galaxy_job import drmaa_template, sbatch_command

if t.TYPE_CHECKING:
    from ._slurm.galaxy_job import GalaxyJob


class CommandRunner(t.Protocol):
    """Runs commands."""

    def run(self, *argv: str, **environment: str) -> CommandResult: ...


class Submitter(t.Protocol):
    """A way to submit jobs."""

    program: str

    def submit(self, job: GalaxyJob) -> CommandResult:
        """Submit a job. The output begins with the job ID."""

    def cancel(self, job_id: str) -> CommandResult:
        """Cancel a job."""

    def state(self, job_id: str) -> str | None:
        """Return the state that Galaxy sees, None if it sees Slurm's."""


class Sbatch:
    """Slurm's commands."""

    program = "sbatch"

    def __init__(self, user: CommandRunner) -> None:
        self._user = user

    def submit(self, job: GalaxyJob) -> CommandResult:
        return self._user.run(*sbatch_command(job))

    def cancel(self, job_id: str) -> CommandResult:
        return self._user.run("scancel", job_id)

    def state(self, job_id: str) -> str | None:
        return None


class Drmaa:
    """drmaa-python with a DRMAA library; each call has a session, as after a restart of Galaxy."""

    program = "the DRMAA library"

    def __init__(self, user: CommandRunner, library: str, python: str) -> None:
        self._user = user
        self._library = library
        self._python = python

    def submit(self, job: GalaxyJob) -> CommandResult:
        return self._call("submit", json.dumps(drmaa_template(job)))

    def cancel(self, job_id: str) -> CommandResult:
        return self._call("terminate", job_id)

    def state(self, job_id: str) -> str | None:
        result = self._call("state", job_id)
        return result.stdout if result.rc == 0 else result.message

    def _call(self, action: str, argument: str) -> CommandResult:
        argv = child_command(self._python, action, argument)
        result = self._user.run(*argv, DRMAA_LIBRARY_PATH=self._library)
        if result.rc:
            return CommandResult(result.rc, "", describe_failure(result))
        return CommandResult(0, str(json.loads(result.stdout.splitlines()[-1])), "")
