# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes of jobs by Galaxy itself, also after failures. Part of galaxy_worker.py.

Galaxy's own code is used for the job configuration, the mapper, tool destinations, the stock rules,
TPV, the handling of failures and the recovery of resubmitted jobs. The job, its tool and the
database are stand-ins.
"""

from __future__ import annotations

import json
import os
import random
import sys
import typing as t
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from unittest import mock

from galaxy.jobs import JobConfiguration, JobWrapper, mapper
from galaxy.jobs.handler import DEFAULT_JOB_RUNNER_FAILURE_MESSAGE, JobHandlerQueue
from galaxy.jobs.runners import JobState
from galaxy.jobs.runners.state_handlers import resubmit
from galaxy.model import Job
from galaxy.tools import Tool
from galaxy.util import now
from galaxy.util.bunch import Bunch
from galaxy_app import app_of

# TPV imports it only for an annotation, and its import needs packages of a full server.
sys.modules["galaxy.app"] = ModuleType("galaxy.app")
sys.modules["galaxy.app"].UniverseApplication = object  # type: ignore[attr-defined]

Answer = list[t.Any]
MANY = 10**6
FAILURES = {"tool_detected_failure": JobState.runner_states.TOOL_DETECT_ERROR}
recovered = JobHandlerQueue._JobHandlerQueue__recover_job_wrapper


class FailedError(Exception):
    """The job has failed; its argument is the answer."""


class StandInTool:
    """A tool that has only a destination and parameters."""

    tool_type, dynamic_tool, resource_requirements = "default", None, ()
    get_job_destination = Tool.get_job_destination
    _Tool__get_job_tool_configuration = Tool._Tool__get_job_tool_configuration

    def __init__(self, app: Bunch, job: dict[str, t.Any]) -> None:
        self.app, self.id = app, job["tool"]
        self._values = dict(job["params"])
        if job["resources"] is not None:
            self._values["__job_resource"] = _chosen(job["resources"])
        parts = self.id.split("/")
        self.version = parts[-1]
        self.old_id = parts[-2] if len(parts) > 2 else self.id
        self.all_ids = [self.id.lower()]
        if self.old_id != self.id:
            self.all_ids += [self.id.lower().rsplit("/", 1)[0], self.old_id.lower()]
        classes = [*job["classes"], *(["local"] if self.old_id == "upload1" else [])]
        ordered = [name for name in ("local", "requires_galaxy", "user_defined") if name in classes]
        found = app.job_config.get_job_tool_configurations(self.all_ids, ordered)
        self.job_tool_configurations = found

    def get_param_values(self, _job: object, ignore_errors: bool = False) -> dict[str, t.Any]:
        return dict(self._values)


class StandInDataset:
    """An input dataset: an empty file of the given size."""

    def __init__(self, name: str, data: dict[str, t.Any], folder: Path) -> None:
        self.name, self.dataset, self.ext = name, self, data["ext"]
        self.id, self.size = name, data["size"]
        self._path = folder / f"input-{name}"
        with self._path.open("wb") as file:
            file.truncate(data["size"])
        self.metadata = {"sequences": data["records"]}

    def get_file_name(self) -> str:
        return str(self._path)

    def get_size(self, **_options: bool) -> int:
        return int(self.size)


def routes(
    path: str, jobs: list[dict[str, t.Any]], config: dict[str, t.Any], **more: t.Any
) -> dict[str, t.Any]:
    """Return the different answers for each job, in as many runs as the job's 'draws'."""
    random.seed(0)
    folder = Path(path).parent
    rules = str(folder / "tool_destinations.yml")
    os.chdir(folder)
    if "tpv.rules.gateway" in sys.modules:
        sys.modules["tpv.rules.gateway"].ACTIVE_DESTINATION_MAPPERS.clear()
    known = {"tool_destinations_config_file": rules, "watch_job_rules": False}
    app = app_of(path, **known, **config)
    app.job_config = JobConfiguration(app)
    found = []
    for job in jobs:
        answers = (_answer(app, job, folder, **more) for _draw in range(job["draws"]))
        found.append(sorted({json.dumps(answer, sort_keys=True) for answer in answers}))
    return {"loaded": found}


def _answer(
    app: Bunch, request: dict[str, t.Any], folder: Path, attempt: int = 1, failure: str = ""
) -> Answer:
    """Return the route of an attempt, assuming the earlier attempts failed.

    failure: how the earlier attempts failed
    """
    try:
        job, wrapper = _new(app, request, folder)
        destination = _dispatched(app, _mapped(wrapper))
        for failed in range(1, attempt):
            _persist(wrapper, destination)
            destination = _dispatched(app, _again(app, job, wrapper, destination, failed, failure))
    except FailedError as error:
        answer: Answer = error.args[0]
        return answer
    params = {str(name): value for name, value in destination.params.items()}
    return ["goes", destination.id, destination.runner, params]


def _new(app: Bunch, request: dict[str, t.Any], folder: Path) -> tuple[t.Any, t.Any]:
    """Return a job and its wrapper, which has a mapper."""
    job, wrapper = mock.MagicMock(), mock.MagicMock()
    job.id, job.history_id = random.randrange(1, MANY), random.randrange(1, MANY)
    roles = [Bunch(name=name, deleted=False) for name in request.get("roles", ())]
    user = Bunch(email=request["user"], id=random.randrange(1, MANY), all_roles=lambda: roles)
    job.user = user if request["user"] else None
    job.get_param_values = lambda _app: request["params"]
    job.tool_id, job.raw_param_dict = request["tool"], dict
    resources = request["resources"]
    params = []
    if resources is not None:
        params.append(Bunch(name="__job_resource", value=json.dumps(_chosen(resources))))
    if request["workflow_resources"]:
        value = json.dumps(request["workflow_resources"])
        params.append(Bunch(name="__workflow_resource_params__", value=value))
    job.get_parameters = lambda: params
    inputs = request["inputs"].items()
    job.input_datasets = [StandInDataset(name, data, folder) for name, data in inputs]
    job.input_library_datasets = []
    job.destination_params, job.state_history = None, []
    wrapper.app, wrapper.tool = app, StandInTool(app, request)
    wrapper.get_job = lambda: job
    wrapper.get_resource_parameters = lambda job: JobWrapper.get_resource_parameters(wrapper, job)
    try:
        wrapper.job_runner_mapper = mapper.JobRunnerMapper(
            wrapper, _destination_of_url, app.job_config
        )
    except Exception:  # Galaxy then never handles the job
        raise FailedError(["fails", None]) from None
    return job, wrapper


def _chosen(resources: dict[str, t.Any]) -> dict[str, t.Any]:
    return {"__job_resource__select": "yes", **resources}


def _destination_of_url(url: str) -> t.Any:
    return mapper.JobDestination(runner=url.split(":")[0])


def _mapped(wrapper: t.Any) -> t.Any:
    """Return the destination of a new job. Exceptions of the mapper fail it, as in handler.py."""
    try:
        with _server():
            return wrapper.job_runner_mapper.get_job_destination(None)
    except mapper.JobNotReadyException:
        raise FailedError(["waits"]) from None
    except Exception as error:
        message = getattr(error, "failure_message", DEFAULT_JOB_RUNNER_FAILURE_MESSAGE)
        raise FailedError(["fails", None if message is None else str(message)]) from None


def _dispatched(app: Bunch, destination: t.Any) -> t.Any:
    """Return the destination. Fail the job if its runner is missing: DefaultJobDispatcher.put."""
    if destination.runner not in {runner["id"] for runner in app.job_config.runner_plugins}:
        raise FailedError(["fails", DEFAULT_JOB_RUNNER_FAILURE_MESSAGE])
    return destination


def _server() -> t.Any:
    """Pick at random what only a running server knows: job counts and containers."""
    return mock.patch.multiple(
        mapper.RuleHelper,
        job_count=lambda _self, **query: random.choice(
            [0, MANY if query.get("for_destinations") else 0]
        ),
        supports_docker=lambda _self, _tool: random.random() < 0.5,
    )


def _persist(wrapper: t.Any, destination: t.Any) -> None:
    wrapper.job_destination = destination
    JobWrapper.set_job_destination(wrapper, destination)


def _again(
    app: Bunch, job: t.Any, wrapper: t.Any, destination: t.Any, failed: int, failure: str
) -> t.Any:
    """Return the destination of a job after a failed attempt.

    failed: number of the failed attempt

    Raises FailedError when the job is not resubmitted.
    """
    seconds = timedelta(seconds=random.choice([0, MANY]))
    states = [Bunch(state=Job.states.RESUBMITTED)] * (failed - 1)
    running = Bunch(state=Job.states.RUNNING, create_time=now() - seconds)
    job.state_history = [*states, running]
    state = mock.MagicMock(job_wrapper=wrapper, job_destination=destination)
    state.runner_state = FAILURES.get(failure, failure)
    state.runner_state_handled = False
    wrapper.set_job_destination = lambda destination: JobWrapper.set_job_destination(
        wrapper, destination
    )
    try:
        resubmit.failure(app, mock.MagicMock(), state)
    except Exception:  # BaseJobRunner._handle_runner_state logs it
        raise FailedError(["stays failed"]) from None
    if not state.runner_state_handled:
        raise FailedError(["stays failed"])
    try:
        with _server():
            recovered(Bunch(job_wrapper=lambda _job: wrapper, app=app), job, resubmit=True)
    except Exception:  # JobHandlerQueue.__monitor logs it and retries forever
        raise FailedError(["fails", None]) from None
    return wrapper.job_runner_mapper.cached_job_destination
