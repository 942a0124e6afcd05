# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Compose Pulsar's app.yml and its secrets from the variables of the role pulsar."""

from __future__ import annotations

import typing as t
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from ....module_utils._errors import ClusterError
from .check import MANAGER_KEYS, find_cautions, managers_of, staging_directories, type_of
from .options import DEFAULT_MANAGER
from .settings import Options, Settings
from .validate import validate

# Pulsar 0.16.0, main.py: PULSAR_CONFIG_OVERRIDE_<NAME> overrides an option of app.yml.
_VARIABLE = "PULSAR_CONFIG_OVERRIDE_"
SECRETS = ("private_token", "message_queue_url", "message_queue_password")


@dataclass(frozen=True)
class Composition:
    """The composed configuration. Secrets are in environment only, for a file readable by root."""

    app: dict[str, t.Any]
    environment: dict[str, str]
    cautions: tuple[str, ...]

    @property
    def managers(self) -> dict[str, str]:
        """Return the type of each manager by its name."""
        return {name: type_of(options) for name, options in managers_of(self.app).items()}

    @property
    def staging_directories(self) -> list[str]:
        """Return the directories of jobs."""
        return staging_directories(self.app)

    @property
    def calls_slurm(self) -> bool:
        """Return whether a manager calls Slurm's commands."""
        managers = managers_of(self.app).values()
        return any(options.get("job_plugin") == "Slurm" for options in managers)

    @property
    def calls_condor(self) -> bool:
        """Return whether a manager submits jobs to HTCondor."""
        return "queued_condor" in self.managers.values()

    @property
    def needs_sudo(self) -> bool:
        """Return whether a manager submits jobs as their users."""
        return "queued_external_drmaa" in self.managers.values()


def compose(settings: Settings) -> Composition:
    """Compose the configuration. Raises ClusterError that lists everything that is wrong."""
    app = compose_app(settings)
    secrets = {
        **_collect_secrets(settings),
        **{name: app.pop(name) for name in SECRETS if name in app},
    }
    secrets = {name: value for name, value in secrets.items() if value not in (None, "")}
    faults = list(validate(settings, app, secrets))
    if faults:
        raise ClusterError(
            "Invalid configuration of Pulsar:\n" + "\n".join(f"- {fault}" for fault in faults)
        )
    environment = {f"{_VARIABLE}{name.upper()}": str(value) for name, value in secrets.items()}
    return Composition(app, environment, tuple(find_cautions(app)))


def compose_app(settings: Settings) -> dict[str, t.Any]:
    """Compose the options of app.yml; yaml_config overrides the others."""
    app = {
        "staging_directory": settings.staging_dir,
        "persistence_directory": settings.persistence_dir,
        "tool_dependency_dir": settings.dependencies_dir,
        **({"ensure_cleanup": True} if "amqp" in settings.modes else {}),
        **_compose_job_metrics(settings),
        **_compose_conda(settings),
        **_compose_resolution(settings),
        **_compose_managers(settings),
        **settings.yaml_config,
    }
    return _with_manager_defaults(app, _manager_defaults(settings))


def rabbitmq_url(user: str, password: str, vhost: str) -> str:
    """Return the URL of a RabbitMQ on the same host."""
    user, password, vhost = (urllib.parse.quote(text, safe="") for text in (user, password, vhost))
    return f"amqp://{user}:{password}@127.0.0.1:5672/{vhost}"


def _collect_secrets(settings: Settings) -> dict[str, t.Any]:
    url = settings.message_queue_url
    if settings.rabbitmq and not url:
        url = rabbitmq_url(
            settings.rabbitmq_user, settings.rabbitmq_password, settings.rabbitmq_vhost
        )
    return {"private_token": settings.private_token, "message_queue_url": url}


def _compose_job_metrics(settings: Settings) -> dict[str, t.Any]:
    plugins = settings.job_metrics_plugins
    return {"job_metrics_config_file": "job_metrics_conf.yml"} if plugins else {}


def _compose_conda(settings: Settings) -> dict[str, t.Any]:
    options: dict[str, t.Any] = {
        "conda_auto_init": settings.conda_auto_init,
        "conda_auto_install": settings.conda_auto_install,
    }
    if settings.conda_prefix:
        options["conda_prefix"] = settings.conda_prefix
    if settings.conda_channels:
        options["conda_ensure_channels"] = ",".join(settings.conda_channels)
    return options


def _compose_resolution(settings: Settings) -> dict[str, t.Any]:
    if "dependency_resolvers_config_file" in settings.yaml_config:
        return {}
    conda = {
        "type": "conda",
        "auto_init": settings.conda_auto_init,
        "auto_install": settings.conda_auto_install,
    }
    return {"dependency_resolution": {"resolvers": settings.dependency_resolvers or [conda]}}


def _compose_managers(settings: Settings) -> dict[str, t.Any]:
    if any(key in settings.yaml_config for key in MANAGER_KEYS):
        return {}
    slurm = {"type": "queued_cli", "job_plugin": "Slurm", "shell_plugin": "LocalShell"}
    default = slurm if settings.slurm_is_installed else {"type": "queued_python"}
    return {"managers": settings.managers or {DEFAULT_MANAGER: default}}


def _manager_defaults(settings: Settings) -> dict[str, Options]:
    """Return the default options of managers by their type."""
    return {
        "queued_external_drmaa": {
            "chown_working_directory_script": f"{settings.libexec}/chown-working-directory",
            "drmaa_kill_script": f"{settings.libexec}/drmaa-kill",
            "drmaa_launch_script": f"{settings.venv_dir}/bin/pulsar-drmaa-launch",
        },
        # HTCondor shows a job's environment to everyone. Pulsar 0.16.0 passes on all of its own,
        # secrets included.
        "queued_condor": {"submit_getenv": "PATH, HOME, USER"},
    }


def _with_manager_defaults(
    app: dict[str, t.Any], defaults: Mapping[str, Options]
) -> dict[str, t.Any]:
    def complete(manager: t.Any) -> t.Any:
        if not isinstance(manager, Mapping):
            return manager
        return {**defaults.get(type_of(manager), {}), **manager}

    if isinstance(app.get("managers"), Mapping):
        managers = {name: complete(manager) for name, manager in app["managers"].items()}
        return {**app, "managers": managers}
    return {**app, "manager": complete(app["manager"])} if "manager" in app else app
