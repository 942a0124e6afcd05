# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Stand-ins for the objects that Galaxy passes to a rule, and for the modules that rules import.

They behave as in Galaxy 26.1.2, as far as one job without a server goes:
galaxy/jobs/job_destination.py, galaxy/jobs/mapper.py, galaxy/jobs/rule_helper.py. Questions about
the state of a server are answered as if there were no other jobs, and noted.
"""

from __future__ import annotations

import collections
import copy
import hashlib
import json
import os
import random
import sys
import typing as t
from dataclasses import InitVar, dataclass, field
from types import ModuleType

# The job parameter with the resource parameters of its workflow, as JSON.
WORKFLOW = "__workflow_resource_params__"


@dataclass(eq=False)
class JobDestination:
    """Stands in for galaxy.jobs.JobDestination."""

    id: t.Any = None
    url: t.Any = None
    tags: t.Any = None
    runner: t.Any = None
    legacy: bool = False
    converted: bool = False
    shell: t.Any = None
    env: t.Any = field(default_factory=list)
    resubmit: t.Any = field(default_factory=list)
    params: t.Any = field(default_factory=dict)
    from_job: InitVar[t.Any] = None

    def __post_init__(self, from_job: t.Any = None) -> None:
        """Copy the destination of an earlier attempt of the job."""
        if from_job is not None and from_job.destination_id is not None:
            self.id = from_job.destination_id
            self.params = from_job.destination_params or {}


class JobMappingConfigurationException(Exception):  # noqa: N818 - Galaxy's name
    """Stands in for the class of galaxy.jobs.mapper."""


class JobMappingException(Exception):  # noqa: N818
    """Stands in for the class of galaxy.jobs.mapper."""

    def __init__(self, failure_message: t.Any) -> None:
        self.failure_message = failure_message


class JobNotReadyException(Exception):  # noqa: N818
    """Stands in for the class of galaxy.jobs.mapper."""

    def __init__(self, job_state: t.Any = None, message: t.Any = None) -> None:
        self.job_state = job_state
        self.message = message


def install_modules() -> None:
    """Install modules with these classes under the names of Galaxy's modules."""
    names: dict[str, dict[str, t.Any]] = {
        "galaxy": {},
        "galaxy.jobs": {"JobDestination": JobDestination},
        "galaxy.jobs.job_destination": {"JobDestination": JobDestination},
        "galaxy.jobs.mapper": {
            "JobMappingConfigurationException": JobMappingConfigurationException,
            "JobMappingException": JobMappingException,
            "JobNotReadyException": JobNotReadyException,
        },
        "galaxy.jobs.rule_helper": {"RuleHelper": RuleHelper},
        "galaxy.util": {"listify": listify},
    }
    for name, content in names.items():
        module = ModuleType(name, "A stand-in for Galaxy's.")
        module.__path__ = []
        vars(module).update(content)
        sys.modules[name] = module
        parent, _dot, last = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], last, module)


def listify(item: t.Any, do_strip: bool = False) -> list[t.Any]:
    """Return a list; split a string at commas."""
    if not item:
        return []
    if isinstance(item, (list, tuple)):
        return list(item)
    parts = item.split(",") if isinstance(item, str) else [item]
    return [part.strip() for part in parts] if do_strip and isinstance(item, str) else parts


class OnlyGalaxyError(AttributeError):
    """A rule reads an attribute that only Galaxy itself could provide."""


class StandIn:
    """An object of Galaxy with its known attributes. Reads of other attributes are noted."""

    def __init__(self, kind: str, log: list[str], /, **known: t.Any) -> None:
        self.__dict__.update(known, _name=kind, _notes=log)

    def __getattr__(self, name: str) -> t.Any:
        if not name.startswith("__"):
            self._notes.append(f"the stand-in for '{self._name}' has no '{name}'.")
        raise OnlyGalaxyError(f"it reads '{name}' of '{self._name}', which is a stand-in here.")


class RuleHelper:
    """Stands in for galaxy.jobs.rule_helper.RuleHelper."""

    def __init__(self, app: t.Any, notes: list[str] | None = None) -> None:
        self.app = app
        self._notes = app.notes if notes is None else notes

    def _assume(self, assumption: str) -> None:
        self._notes.append(f"assumed: {assumption}.")

    def supports_container(self, job_or_tool: t.Any, container_type: str) -> bool:
        """Answer that the tool has no container."""
        self._assume(f"the tool has no container for {container_type}")
        return False

    def supports_docker(self, job_or_tool: t.Any) -> bool:
        """Answer that the tool has no container."""
        return self.supports_container(job_or_tool, "docker")

    def supports_singularity(self, job_or_tool: t.Any) -> bool:
        """Answer that the tool has no container."""
        return self.supports_container(job_or_tool, "singularity")

    def job_count(self, **_filters: t.Any) -> int:
        """Answer that there are no other jobs."""
        self._assume("there are no other jobs")
        return 0

    def sum_job_runtime(self, **_filters: t.Any) -> float:
        """Answer that no job has run."""
        self._assume("no other job has run")
        return 0.0

    def should_burst(
        self, destination_ids: t.Any, num_jobs: t.Any, job_states: t.Any = None
    ) -> bool:
        """Return whether one more job exceeds the limit."""
        filters = {"for_destinations": destination_ids, "for_job_states": job_states}
        return self.job_count(**filters) + 1 > int(num_jobs)

    def choose_one(self, lst: t.Any, hash_value: t.Any = None) -> t.Any:
        """Return an item of a list; the same hash gives the same item."""
        if hash_value is None:
            return random.choice(lst)
        if not isinstance(hash_value, int):
            hash_value = int(hashlib.md5(str(hash_value).encode()).hexdigest(), 16)
        return lst[hash_value % len(lst)]

    def job_hash(self, job: t.Any, hash_by: t.Any = None) -> t.Any:
        """Return a hash of a job outside of workflows, with an assumed number and history."""
        self._assume("the job has the number 1, its history 1, its user 1")
        ids = {"job": job.id, "history": job.history_id, "user": job.user and job.user.id}
        for name in listify(hash_by or "job"):
            if name not in (*ids, "workflow_invocation"):
                raise Exception(f"Do not know how to hash jobs by {name}")
            if ids.get(name):
                return ids[name]
        return job.id


class Config(dict):  # type: ignore[type-arg]
    """Stands in for app.config: the options of galaxy.yml."""

    def __init__(self, known: dict[str, t.Any], notes: list[str]) -> None:
        super().__init__(known)
        self.notes = notes

    def __getattr__(self, name: str) -> t.Any:
        if name in self:
            return self[name]
        if not name.startswith("__"):
            self.notes.append(f"the rule reads app.config.{name}; set it with --config.")
        raise OnlyGalaxyError(f"it reads app.config.{name}; set it with --config.")

    def get(self, name: str, default: t.Any = None) -> t.Any:
        """Return an option; note one that is not set."""
        if name not in self:
            self.notes.append(f"the rule reads '{name}' of galaxy.yml; set it with --config.")
        return super().get(name, default)

    @property
    def admin_users_list(self) -> list[t.Any]:
        """Return the email addresses of admin_users."""
        return listify(self.get("admin_users"), do_strip=True)

    def is_admin_user(self, user: t.Any) -> bool:
        """Return whether a user is one of admin_users."""
        return user is not None and user.email in self.admin_users_list


class JobConfig:
    """Stands in for app.job_config."""

    def __init__(self, destinations: dict[str, list[t.Any]], default: t.Any) -> None:
        self.destinations = destinations
        self.default_destination_id = default

    def get_destination(self, id_or_tag: t.Any) -> t.Any:
        """Return a copy of a destination; for a tag, pick one at random."""
        found = self.destinations[self.default_destination_id if id_or_tag is None else id_or_tag]
        return copy.deepcopy(random.choice(found) if len(found) > 1 else found[0])

    def get_destinations(self, id_or_tag: t.Any) -> t.Any:
        """Return all destinations with an id or tag."""
        return self.destinations.get(id_or_tag, [])


class Dataset:
    """Stands in for an input, with an empty file of its size."""

    def __init__(self, name: str, fields: dict[str, t.Any], folder: str, number: int) -> None:
        self.name = name
        self.ext = self.extension = fields["ext"] or "data"
        self.size = self.file_size = self.total_size = fields["size"]
        self.metadata = StandIn("metadata", [], sequences=fields["records"])
        self.object_store_id = None
        self.dataset = self
        self.id = number
        self._path = os.path.join(folder, f"dataset_{number}.dat")

    def get_size(self, *_arguments: t.Any, **_more: t.Any) -> int:
        """Return the size in bytes."""
        return int(self.size)

    def get_file_name(self, *_arguments: t.Any, **_more: t.Any) -> str:
        """Return the path of a sparse file of that size."""
        with open(self._path, "wb") as file:
            file.truncate(self.size)
        return self._path

    @property
    def file_name(self) -> str:
        """Return the path; older rules read this property."""
        return self.get_file_name()


def _resource_params(values: dict[str, t.Any]) -> dict[str, t.Any]:
    """Return the values of 'Job Resource Parameters', none if the user did not select them.

    Galaxy 26.1.2: galaxy/jobs/__init__.py, get_resource_parameters.
    """
    filled_in: dict[str, t.Any] = values.get("__job_resource", {})
    is_selected = str(filled_in.get("__job_resource__select")).lower() in ("1", "yes", "true")
    return dict(filled_in) if is_selected else {}


class Objects:
    """The objects that Galaxy passes to the rule of one job, by argument name."""

    def __init__(
        self, message: dict[str, t.Any], job_config: t.Any, config: dict[str, t.Any], folder: str
    ) -> None:
        self.notes: list[str] = []
        job = message["job"]
        self.app = StandIn(
            "app",
            self.notes,
            config=Config(config, self.notes),
            job_config=job_config,
            notes=self.notes,
        )
        workflow = job["workflow_resources"]
        self.workflow_resource_params = json.dumps(workflow) if workflow else None
        self.resource_params = _resource_params(job["values"])
        self.user = self._user(job)
        self.tool = self._tool(job)
        self.job = self._job(job, folder)

    def _user(self, fields: dict[str, t.Any]) -> t.Any:
        email = fields["user"]
        if email is None:
            return None
        roles = [StandIn("role", self.notes, name=name, deleted=False) for name in fields["roles"]]
        return StandIn(
            "user",
            self.notes,
            email=email,
            username=email.partition("@")[0],
            id=1,
            preferences={},
            extra_preferences=collections.defaultdict(lambda: None),
            active=True,
            deleted=False,
            all_roles=lambda: roles,
            groups=[],
            roles=[StandIn("user.role", self.notes, role=role) for role in roles],
        )

    def _tool(self, fields: dict[str, t.Any]) -> t.Any:
        is_user_defined = "user_defined" in fields["classes"]
        dynamic = StandIn("dynamic_tool", self.notes, uuid=fields["tool"])
        return StandIn(
            "tool",
            self.notes,
            id=fields["tool"],
            old_id=fields["old_id"],
            all_ids=list(fields["ids"]),
            get_param_values=lambda *_job, **_more: fields["values"],
            version=fields["tool"].rpartition("/")[2] if "/" in fields["tool"] else "1.0",
            tool_type="user_defined" if is_user_defined else "default",
            dynamic_tool=dynamic if is_user_defined else None,
            requires_galaxy_python_environment="requires_galaxy" in fields["classes"],
            resource_requirements=[],
        )

    def _job(self, fields: dict[str, t.Any], folder: str) -> t.Any:
        inputs = [
            Dataset(name, data, folder, number)
            for number, (name, data) in enumerate(fields["inputs"].items(), 1)
        ]
        values = fields["values"]
        parameters = [
            StandIn("parameter", self.notes, name=name, value=json.dumps(value))
            for name, value in values.items()
        ]
        if self.workflow_resource_params is not None:
            workflow = {"name": WORKFLOW, "value": self.workflow_resource_params}
            parameters.append(StandIn("parameter", self.notes, **workflow))
        return StandIn(
            "job",
            self.notes,
            id=1,
            user=self.user,
            user_id=self.user and 1,
            history_id=1,
            history=StandIn("history", self.notes, id=1, tags=[]),
            session_id=1,
            tool_id=fields["tool"],
            tool_version=self.tool.version,
            input_datasets=inputs,
            input_library_datasets=[],
            parameters=parameters,
            destination_id=None,
            destination_params=None,
            state="new",
            state_history=[],
            get_parameters=lambda: parameters,
            raw_param_dict=lambda: {item.name: item.value for item in parameters},
            get_param_values=lambda *_app, **_more: copy.deepcopy(values),
            get_user_email=lambda: fields["user"],
            get_id_tag=lambda: "1",
        )

    def arguments(self, rule_helper: t.Any, referrer: t.Any, resources: bool) -> dict[str, t.Any]:
        """Return all arguments that Galaxy passes by name."""
        wrapper = StandIn(
            "job_wrapper",
            self.notes,
            app=self.app,
            tool=self.tool,
            job_id=1,
            user=self.user,
            get_job=lambda: self.job,
            get_resource_parameters=lambda *_job: self.resource_params,
        )
        return {
            "job_id": 1,
            "tool": self.tool,
            "tool_id": self.tool.id,
            "job_wrapper": wrapper,
            "rule_helper": rule_helper,
            "app": self.app,
            "referrer": referrer,
            "job": self.job,
            "user": self.user,
            "user_email": self.user and self.user.email,
            "resource_params": self.resource_params if resources else {},
            "workflow_invocation_uuid": None,
            "workflow_resource_params": self.workflow_resource_params,
        }
