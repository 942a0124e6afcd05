# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Composes Pulsar's app.yml and its secrets from the variables of the role pulsar."""

from __future__ import annotations

import ipaddress
import posixpath
import typing as t
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from .check import errors, managers_of, token_faults, type_of, warnings
from .options import DEFAULT_MANAGER, DRMAA

# Pulsar 0.16.0, main.py: PULSAR_CONFIG_OVERRIDE_<NAME> overrides an option of app.yml.
_VARIABLE = "PULSAR_CONFIG_OVERRIDE_"
SECRETS = ("private_token", "message_queue_url", "message_queue_password")
_MANAGER_KEYS = ("manager", "managers", "job_managers_config")
Options = Mapping[str, t.Any]


@dataclass(frozen=True)
class Settings:
    """The variables of the role pulsar without their prefix.

    constraints is the content of the file; slurm_is_installed says whether the host has sbatch.
    """

    root: str
    venv_dir: str
    config_dir: str
    staging_dir: str
    persistence_dir: str
    dependencies_dir: str
    log_dir: str
    modes: Sequence[str] = ("rest",)
    host: str = "127.0.0.1"
    port: int = 8913
    tls_certificate: str = ""
    private_token: t.Any = None
    message_queue_url: str = ""
    rabbitmq: bool = False
    rabbitmq_user: str = "pulsar"
    rabbitmq_password: str = ""
    rabbitmq_vhost: str = "pulsar"
    managers: Mapping[str, t.Any] = field(default_factory=dict)
    yaml_config: Options = field(default_factory=dict)
    conda_auto_init: bool = False
    conda_auto_install: bool = False
    conda_prefix: str = ""
    conda_channels: Sequence[str] = ()
    dependency_resolvers: Sequence[Options] = ()
    job_metrics_plugins: Sequence[Options] = ()
    drmaa_library_path: str = ""
    job_users: str = ""
    package_version: str = "0.16.0"
    optional_dependencies: Sequence[str] = ()
    constraints: str = ""
    slurm_is_installed: bool = False

    @property
    def libexec(self) -> str:
        """Return the directory of the role's own programs."""
        return posixpath.join(self.root, "libexec")

    @property
    def home(self) -> str:
        """Return the home directory of Pulsar's user."""
        return posixpath.join(self.root, "home")


@dataclass(frozen=True)
class Composition:
    """app has no secrets; environment has them, for a file that only root can read."""

    app: dict[str, t.Any]
    environment: dict[str, str]
    warnings: tuple[str, ...]

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
    secrets = {**_secrets(settings), **{name: app.pop(name) for name in SECRETS if name in app}}
    secrets = {name: value for name, value in secrets.items() if value not in (None, "")}
    faults = list(_faults(settings, app, secrets))
    if faults:
        raise ClusterError(
            "Invalid configuration of Pulsar:\n" + "\n".join(f"- {fault}" for fault in faults)
        )
    environment = {f"{_VARIABLE}{name.upper()}": str(value) for name, value in secrets.items()}
    return Composition(app, environment, tuple(warnings(app)))


def compose_app(settings: Settings) -> dict[str, t.Any]:
    """Compose the options of app.yml; yaml_config overrides the others."""
    app = {
        "staging_directory": settings.staging_dir,
        "persistence_directory": settings.persistence_dir,
        "tool_dependency_dir": settings.dependencies_dir,
        **({"ensure_cleanup": True} if "amqp" in settings.modes else {}),
        **_job_metrics(settings),
        **_conda(settings),
        **_dependency_resolution(settings),
        **_managers(settings),
        **settings.yaml_config,
    }
    return _with_manager_defaults(app, _manager_defaults(settings))


def rabbitmq_url(user: str, password: str, vhost: str) -> str:
    """Return the URL of a RabbitMQ on the same host."""
    user, password, vhost = (urllib.parse.quote(text, safe="") for text in (user, password, vhost))
    return f"amqp://{user}:{password}@127.0.0.1:5672/{vhost}"


def staging_directories(app: Options) -> list[str]:
    """Return the directories of jobs: the common one, and those of single managers."""
    managers = (options for options in managers_of(app).values() if isinstance(options, Mapping))
    paths = [app.get("staging_directory"), *(m.get("staging_directory") for m in managers)]
    return list(dict.fromkeys(str(path) for path in paths if path))


def _secrets(settings: Settings) -> dict[str, t.Any]:
    url = settings.message_queue_url
    if settings.rabbitmq and not url:
        url = rabbitmq_url(
            settings.rabbitmq_user, settings.rabbitmq_password, settings.rabbitmq_vhost
        )
    return {"private_token": settings.private_token, "message_queue_url": url}


def _job_metrics(settings: Settings) -> dict[str, t.Any]:
    plugins = settings.job_metrics_plugins
    return {"job_metrics_config_file": "job_metrics_conf.yml"} if plugins else {}


def _conda(settings: Settings) -> dict[str, t.Any]:
    options: dict[str, t.Any] = {
        "conda_auto_init": settings.conda_auto_init,
        "conda_auto_install": settings.conda_auto_install,
    }
    if settings.conda_prefix:
        options["conda_prefix"] = settings.conda_prefix
    if settings.conda_channels:
        options["conda_ensure_channels"] = ",".join(settings.conda_channels)
    return options


def _dependency_resolution(settings: Settings) -> dict[str, t.Any]:
    if "dependency_resolvers_config_file" in settings.yaml_config:
        return {}
    conda = {
        "type": "conda",
        "auto_init": settings.conda_auto_init,
        "auto_install": settings.conda_auto_install,
    }
    return {"dependency_resolution": {"resolvers": settings.dependency_resolvers or [conda]}}


def _managers(settings: Settings) -> dict[str, t.Any]:
    if any(key in settings.yaml_config for key in _MANAGER_KEYS):
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


def _faults(settings: Settings, app: Options, secrets: Options) -> Iterator[str]:
    url = {name: secrets[name] for name in ("message_queue_url",) if name in secrets}
    yield from (fault.message for fault in errors({**app, **url}))
    yield from _queue_faults(settings, secrets)
    if "rest" in settings.modes:
        yield from _exposure_faults(settings, secrets.get("private_token"))
    yield from _manager_faults(settings, app)
    for path in staging_directories(app):
        if not path.startswith("/"):
            yield f"staging_directory is '{path}'; expected an absolute path."


def _queue_faults(settings: Settings, secrets: Options) -> Iterator[str]:
    url = secrets.get("message_queue_url")
    if settings.rabbitmq and not settings.rabbitmq_password:
        yield (
            "pulsar_rabbitmq requires pulsar_rabbitmq_password, the password for its user "
            f"'{settings.rabbitmq_user}' (openssl rand -hex 32)."
        )
    if "amqp" in settings.modes and url is None:
        yield "pulsar_modes has 'amqp', which requires pulsar_message_queue_url."
    if "amqp" not in settings.modes and url is not None:
        yield "The message queue URL is unused: pulsar_modes has no 'amqp'."
    if url is not None and not is_queue_url(url):
        yield (
            "Invalid pulsar_message_queue_url (not shown); expected "
            "amqp://user:password@host:5672/vhost. In a password write '/' as %2F, '@' as %40, "
            "'#' as %23, '?' as %3F and '%' as %25."
        )


def _exposure_faults(settings: Settings, token: object) -> Iterator[str]:
    """Yield what would let everyone in, or nobody."""
    exposed = not is_loopback(settings.host)
    reachable = f"pulsar_host is '{settings.host}', which other hosts can reach"
    if token is not None:
        yield from token_faults(token, exposed)
    elif exposed:
        yield (
            f"{reachable}, but there is no pulsar_private_token: anyone could run commands on this "
            "host. Set a token (openssl rand -hex 32)."
        )
    if exposed and not settings.tls_certificate:
        yield (
            f"{reachable}, but there is no TLS: the token would be sent unencrypted. "
            "Set pulsar_tls_certificate and pulsar_tls_key."
        )


def _manager_faults(settings: Settings, app: Options) -> Iterator[str]:
    duplicates = [key for key in _MANAGER_KEYS if key in settings.yaml_config]
    if settings.managers and duplicates:
        yield (
            f"pulsar_managers is set, and pulsar_yaml_config has {', '.join(duplicates)}; "
            "expected only one of them."
        )
    managers = managers_of(app).values()
    types = {type_of(options) for options in managers if isinstance(options, Mapping)}
    if types & DRMAA and not settings.drmaa_library_path:
        yield (
            f"A manager of type {', '.join(sorted(types & DRMAA))} requires a DRMAA library: "
            "set pulsar_drmaa_library_path. The role slurm_drmaa installs one."
        )
    if "queued_external_drmaa" in types and not settings.job_users:
        yield (
            "A manager of type queued_external_drmaa submits jobs as their users: set "
            "pulsar_job_users to the users that it may submit jobs as, such as %galaxyusers for "
            "the members of a group."
        )


def is_loopback(host: str) -> bool:
    """Return whether only this host can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_queue_url(url: str) -> bool:
    """Return whether kombu can parse a URL: it logs the password of one that it cannot parse."""
    try:
        parts = urllib.parse.urlsplit(url)
        return bool(parts.scheme and parts.hostname and (parts.port is None or parts.port > 0))
    except ValueError:
        return False
