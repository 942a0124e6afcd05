# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Composes the runners and environments of Galaxy's job_conf for a Pulsar.

Based on Galaxy 26.1.2, galaxy/jobs/runners/pulsar.py, and Pulsar 0.16.0, pulsar/client/.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterable, Mapping

from ....module_utils._errors import ClusterError
from ...spelling import did_you_mean
from .check import find_faults, managers_of
from .endpoint import Endpoint
from .options import DEFAULT_MANAGER
from .submit import NATIVE, PREFIX, USER, needs_user, why_ignored

JobConf = dict[str, t.Any]
# The name of a runner, its options, and the environment's parameters that go with it.
Connection = tuple[str, dict[str, t.Any], dict[str, t.Any]]

# pulsar/client/action_mapper.py
FILE_ACTIONS = (
    "none",
    "rewrite",
    "transfer",
    "copy",
    "remote_copy",
    "remote_transfer",
    "remote_transfer_tus",
    "remote_object_store_copy",
    "remote_rsync_transfer",
    "remote_scp_transfer",
    "message",
)

# Other names of a native specification; Pulsar's managers read it as NATIVE.
_NATIVE_ALIASES = ("native_specification", "nativeSpecification")


def compose_job_conf(endpoint: Endpoint) -> JobConf:
    """Compose the runners and environments, in the structure of a job_conf in YAML.

    A Pulsar with both modes is reached by REST. Raises ClusterError.
    """
    faults = [fault.message for fault in find_faults(endpoint.app)]
    if faults:
        raise ClusterError(f"Pulsar '{endpoint.name}': " + "\n".join(faults))
    managers = managers_of(endpoint.app)
    _validate(endpoint, managers)
    connect = _connect_by_rest if "rest" in endpoint.modes else _connect_by_queue
    runners: dict[str, t.Any] = {}
    environments: dict[str, t.Any] = {}
    for manager, options in managers.items():
        name, runner, connection = connect(endpoint, manager)
        staging_directory = options.get("staging_directory") or endpoint.app["staging_directory"]
        runners[name] = runner
        environments[_with_manager(endpoint.name, manager)] = {
            "runner": name,
            **connection,
            "jobs_directory": staging_directory,
            "default_file_action": endpoint.file_action,
            "dependency_resolution": "remote",
            **_submit_params(options, _params(endpoint)),
        }
    return {"runners": runners, "execution": {"environments": environments}}


def add_pulsars(conf: Mapping[str, t.Any], endpoints: Iterable[Endpoint]) -> JobConf:
    """Return a job_conf with the runners and environments of Pulsars.

    Raises ClusterError, also for duplicate names.
    """
    execution = dict(conf.get("execution") or {})
    runners = dict(conf.get("runners") or {})
    environments = dict(execution.get("environments") or {})
    for endpoint in endpoints:
        composed = compose_job_conf(endpoint)
        _add(runners, composed["runners"])
        _add(environments, composed["execution"]["environments"])
    return {**conf, "runners": runners, "execution": {**execution, "environments": environments}}


def _add(entries: dict[str, t.Any], new: Mapping[str, t.Any]) -> None:
    for name in new:
        if name in entries:
            raise ClusterError(f"Duplicate name '{name}' in job_conf; expected another name.")
    entries.update(new)


def _params(endpoint: Endpoint) -> dict[str, t.Any]:
    """Return the further parameters, a native specification under the name that Pulsar reads."""
    return {
        NATIVE if name in _NATIVE_ALIASES else name: value
        for name, value in endpoint.params.items()
    }


def _submit_params(manager: Mapping[str, t.Any], params: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return the parameters without those that a manager ignores."""
    user = {USER: "$__user_name__"} if needs_user(manager) else {}
    read = {name: value for name, value in params.items() if not _why_ignored(manager, name)}
    return {**user, **read}


def _why_ignored(manager: Mapping[str, t.Any], param: str) -> str:
    return why_ignored(manager, param) if param.startswith(PREFIX) else ""


def _validate(endpoint: Endpoint, managers: Mapping[str, t.Any]) -> None:
    """Raise ClusterError if Galaxy could not use the Pulsar."""
    name = f"Pulsar '{endpoint.name}'"
    if not managers or not endpoint.app.get("staging_directory"):
        raise ClusterError(
            f"{name}: app must have staging_directory and managers, as in Pulsar's app.yml."
        )
    for param in _params(endpoint):
        reasons = [_why_ignored(manager, param) for manager in managers.values()]
        if all(reasons):
            raise ClusterError(f"{name}: {param} {reasons[0]}.")
    if endpoint.file_action not in FILE_ACTIONS:
        hint = did_you_mean(endpoint.file_action, FILE_ACTIONS) or f" Expected {FILE_ACTIONS}."
        raise ClusterError(f"{name}: unknown file action '{endpoint.file_action}'.{hint}")
    if endpoint.file_action.startswith("remote_transfer") and not endpoint.galaxy_url:
        raise ClusterError(
            f"{name} fetches files from Galaxy with the file action '{endpoint.file_action}': set "
            "pulsar_galaxy_url to the URL of Galaxy as Pulsar's host reaches it."
        )
    if "rest" not in endpoint.modes and not endpoint.message_queue_url:
        raise ClusterError(f"{name}: missing message_queue_url, the message queue's URL.")


def _connect_by_rest(endpoint: Endpoint, manager: str) -> Connection:
    path = "" if manager == DEFAULT_MANAGER else f"managers/{manager}/"
    params = {
        "url": f"{endpoint.url.rstrip('/')}/{path}",
        "private_token": endpoint.private_token,
    }
    runner = _runner("PulsarRESTJobRunner", endpoint)
    return f"{endpoint.name}_rest", runner, _without_empty(params)


def _connect_by_queue(endpoint: Endpoint, manager: str) -> Connection:
    """Connect by a runner per manager, because a runner of Galaxy reads one manager's queues."""
    queue = {
        "amqp_url": endpoint.message_queue_url,
        "amqp_key_prefix": endpoint.app.get("amqp_key_prefix"),
        "manager": None if manager == DEFAULT_MANAGER else manager,
    }
    runner = {**_runner("PulsarMQJobRunner", endpoint), **_without_empty(queue)}
    return _with_manager(f"{endpoint.name}_mq", manager), runner, {}


def _runner(name: str, endpoint: Endpoint) -> dict[str, t.Any]:
    load = f"galaxy.jobs.runners.pulsar:{name}"
    return {"load": load, **_without_empty({"galaxy_url": endpoint.galaxy_url})}


def _with_manager(name: str, manager: str) -> str:
    return name if manager == DEFAULT_MANAGER else f"{name}_{manager}"


def _without_empty(options: Mapping[str, t.Any]) -> dict[str, t.Any]:
    return {name: value for name, value in options.items() if value}
