# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Galaxy's side of a Pulsar: the runners and the environments of its job_conf.

Galaxy 26.1.2, galaxy/jobs/runners/pulsar.py, and Pulsar 0.16.0, pulsar/client/, for who reads what.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from ..words import did_you_mean
from .check import errors, managers_of
from .options import DEFAULT_MANAGER
from .submit import NATIVE, PREFIX, USER, needs_user, why_unread

JobConf = dict[str, t.Any]

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

# What a native specification is called elsewhere; Pulsar's managers read it as NATIVE.
_NATIVE_ELSEWHERE = ("native_specification", "nativeSpecification")


@dataclass(frozen=True)
class Ends:
    """What both ends must agree on.

    app is Pulsar's app.yml, url that of Pulsar as Galaxy sees it, galaxy_url that of Galaxy as
    Pulsar sees it; params are further parameters of the environments.
    """

    name: str
    modes: tuple[str, ...]
    app: Mapping[str, t.Any]
    url: str
    file_action: str
    galaxy_url: str | None = None
    private_token: str | None = None
    message_queue_url: str | None = None
    params: Mapping[str, t.Any] = field(default_factory=dict)


def job_conf(ends: Ends) -> JobConf:
    """Return the runners and the environments, in the YAML form of a job_conf.

    A Pulsar that serves both modes is reached by REST. Raises ClusterError with what is missing.
    """
    wrong = [fault.message for fault in errors(ends.app)]
    if wrong:
        raise ClusterError(f"Pulsar '{ends.name}': " + "\n".join(wrong))
    managers = managers_of(ends.app)
    _check(ends, managers)
    connect = _by_rest if "rest" in ends.modes else _by_queue
    runners: dict[str, t.Any] = {}
    environments: dict[str, t.Any] = {}
    for manager, options in managers.items():
        name, runner, reach = connect(ends, manager)
        runners[name] = runner
        environments[_named(ends.name, manager)] = {
            "runner": name,
            **reach,
            "jobs_directory": options.get("staging_directory") or ends.app["staging_directory"],
            "default_file_action": ends.file_action,
            "dependency_resolution": "remote",
            **_read_by(options, _params(ends)),
        }
    return {"runners": runners, "execution": {"environments": environments}}


def with_pulsars(conf: Mapping[str, t.Any], pulsars: Iterable[Ends]) -> JobConf:
    """Return a job_conf in the form of YAML with the runners and environments of Pulsars.

    Raises ClusterError with what is missing, and for what is defined twice.
    """
    execution = dict(conf.get("execution") or {})
    runners = dict(conf.get("runners") or {})
    environments = dict(execution.get("environments") or {})
    for ends in pulsars:
        made = job_conf(ends)
        for known, new in (
            (runners, made["runners"]),
            (environments, made["execution"]["environments"]),
        ):
            twice = next((name for name in new if name in known), None)
            if twice is not None:
                raise ClusterError(f"'{twice}' is defined twice; expected another name.")
            known.update(new)
    return {**conf, "runners": runners, "execution": {**execution, "environments": environments}}


def _params(ends: Ends) -> dict[str, t.Any]:
    """Return the further parameters, a native specification under the name that has an effect."""
    return {
        NATIVE if name in _NATIVE_ELSEWHERE else name: ends.params[name] for name in ends.params
    }


def _read_by(manager: Mapping[str, t.Any], params: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Return the parameters without those that a manager does not read."""
    user = {USER: "$__user_name__"} if needs_user(manager) else {}
    read = {name: value for name, value in params.items() if not _why_unread(manager, name)}
    return {**user, **read}


def _why_unread(manager: Mapping[str, t.Any], param: str) -> str:
    return why_unread(manager, param) if param.startswith(PREFIX) else ""


def _check(ends: Ends, managers: Mapping[str, t.Any]) -> None:
    if not managers or not ends.app.get("staging_directory"):
        raise ClusterError(
            f"Pulsar '{ends.name}': expected its staging_directory and its managers in app, which "
            "is what its app.yml has."
        )
    for param in _params(ends):
        reasons = [_why_unread(manager, param) for manager in managers.values()]
        if all(reasons):
            raise ClusterError(f"Pulsar '{ends.name}': {param} {reasons[0]}.")
    if ends.file_action not in FILE_ACTIONS:
        hint = did_you_mean(ends.file_action, FILE_ACTIONS) or f" Expected {FILE_ACTIONS}."
        raise ClusterError(f"Pulsar knows no file action '{ends.file_action}'.{hint}")
    if ends.file_action.startswith("remote_transfer") and not ends.galaxy_url:
        raise ClusterError(
            f"With the file action '{ends.file_action}' Pulsar fetches files from Galaxy: give "
            "pulsar_galaxy_url, the URL of Galaxy as the host of Pulsar sees it."
        )
    if "rest" not in ends.modes and not ends.message_queue_url:
        raise ClusterError("Galaxy needs the message queue's URL; expected message_queue_url.")


Connection = tuple[str, dict[str, t.Any], dict[str, t.Any]]


def _by_rest(ends: Ends, manager: str) -> Connection:
    """Return a runner, with its name, and what an environment says of it: the manager's URL."""
    path = "" if manager == DEFAULT_MANAGER else f"managers/{manager}/"
    reach = {"url": f"{ends.url.rstrip('/')}/{path}", "private_token": ends.private_token}
    return f"{ends.name}_rest", _runner("PulsarRESTJobRunner", ends), _given(reach)


def _by_queue(ends: Ends, manager: str) -> Connection:
    """Return a runner, with its name: Galaxy reads a manager's queues by a runner of their own."""
    own = None if manager == DEFAULT_MANAGER else manager
    queue = {
        "amqp_url": ends.message_queue_url,
        "amqp_key_prefix": ends.app.get("amqp_key_prefix"),
        "manager": own,
    }
    runner = {**_runner("PulsarMQJobRunner", ends), **_given(queue)}
    return _named(f"{ends.name}_mq", manager), runner, {}


def _runner(name: str, ends: Ends) -> dict[str, t.Any]:
    load = f"galaxy.jobs.runners.pulsar:{name}"
    return {"load": load, **_given({"galaxy_url": ends.galaxy_url})}


def _named(name: str, manager: str) -> str:
    return name if manager == DEFAULT_MANAGER else f"{name}_{manager}"


def _given(options: Mapping[str, t.Any]) -> dict[str, t.Any]:
    return {name: value for name, value in options.items() if value}
