# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The two ways in which Galaxy submits jobs to Slurm: commands and DRMAA."""

from __future__ import annotations

import json
import typing as t

from ._command import Finished
from ._drmaa import command, failure
from ._slurm.galaxy_job import submission, template

if t.TYPE_CHECKING:
    from ._slurm.galaxy_job import GalaxyJob


class Runs(t.Protocol):
    """A user who can run commands."""

    def run(self, *argv: str, **environment: str) -> Finished: ...


class Submitter(t.Protocol):
    """A way to submit jobs."""

    program: str

    def submit(self, job: GalaxyJob) -> Finished:
        """Submit a job. The output begins with the job ID."""

    def cancel(self, job_id: str) -> Finished:
        """Cancel a job."""

    def state(self, job_id: str) -> str | None:
        """Return the state that Galaxy sees, None if it sees Slurm's own."""


class Sbatch:
    """Slurm's commands."""

    program = "sbatch"

    def __init__(self, user: Runs) -> None:
        self._user = user

    def submit(self, job: GalaxyJob) -> Finished:
        return self._user.run(*submission(job))

    def cancel(self, job_id: str) -> Finished:
        return self._user.run("scancel", job_id)

    def state(self, job_id: str) -> str | None:
        return None


class Drmaa:
    """drmaa-python with a DRMAA library; each call has a session, as after a restart of Galaxy."""

    program = "the DRMAA library"

    def __init__(self, user: Runs, library: str, python: str) -> None:
        self._user = user
        self._library = library
        self._python = python

    def submit(self, job: GalaxyJob) -> Finished:
        return self._call("submit", json.dumps(template(job)))

    def cancel(self, job_id: str) -> Finished:
        return self._call("terminate", job_id)

    def state(self, job_id: str) -> str | None:
        result = self._call("state", job_id)
        return result.stdout if result.rc == 0 else result.message

    def _call(self, action: str, argument: str) -> Finished:
        argv = command(self._python, action, argument)
        finished = self._user.run(*argv, DRMAA_LIBRARY_PATH=self._library)
        if finished.rc:
            return Finished(finished.rc, "", failure(finished))
        return Finished(0, str(json.loads(finished.stdout.splitlines()[-1])), "")
