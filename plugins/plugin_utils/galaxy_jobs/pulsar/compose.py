# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Pulsar's app.yml, and the secrets that do not stand in it."""

from __future__ import annotations

import ipaddress
import typing as t
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from .check import errors, managers_of, token_faults, type_of, warnings

# Pulsar 0.16.0, main.py: PULSAR_CONFIG_OVERRIDE_<NAME> stands for an option of app.yml.
_VARIABLE = "PULSAR_CONFIG_OVERRIDE_"
SECRETS = ("private_token", "message_queue_url", "message_queue_password")


@dataclass(frozen=True)
class Request:
    """What is asked for: options that the role makes and those of the site, which win.

    manager_defaults are options of managers by their type, where these do not have them.
    """

    modes: tuple[str, ...]
    made: Mapping[str, t.Any]
    site: Mapping[str, t.Any]
    host: str = "127.0.0.1"
    tls: bool = False
    secrets: Mapping[str, t.Any] = field(default_factory=dict)
    manager_defaults: Mapping[str, Mapping[str, t.Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Composition:
    """app holds no secret; environment is for a file that only root can read."""

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


def compose(request: Request) -> Composition:
    """Return the configuration. Raises ClusterError with all that is wrong."""
    whole = _with_defaults({**request.made, **request.site}, request.manager_defaults)
    secrets = {**request.secrets, **{name: whole.pop(name) for name in SECRETS if name in whole}}
    given = {name: value for name, value in secrets.items() if value not in (None, "")}
    wrong = (fault.message for fault in errors({**whole, **_queue_url(given)}))
    faults = [*wrong, *_exposure(request, given), *_relative(staging_directories(whole))]
    if faults:
        raise ClusterError(
            "Pulsar is not configured like this:\n" + "\n".join(f"- {fault}" for fault in faults)
        )
    environment = {f"{_VARIABLE}{name.upper()}": str(value) for name, value in given.items()}
    return Composition(whole, environment, tuple(warnings(whole)))


def staging_directories(app: Mapping[str, t.Any]) -> list[str]:
    """Return the directories of jobs: that of all managers, and those of their own."""
    managers = (each for each in managers_of(app).values() if isinstance(each, Mapping))
    paths = [app.get("staging_directory"), *(each.get("staging_directory") for each in managers)]
    return list(dict.fromkeys(str(path) for path in paths if path))


def _relative(paths: list[str]) -> Iterator[str]:
    for path in paths:
        if not path.startswith("/"):
            yield f"staging_directory is '{path}'; expected an absolute path."


def _with_defaults(
    app: dict[str, t.Any], defaults: Mapping[str, Mapping[str, t.Any]]
) -> dict[str, t.Any]:
    """Return the options with what managers lack, by their type."""

    def whole(manager: t.Any) -> t.Any:
        return (
            {**defaults.get(type_of(manager), {}), **manager}
            if isinstance(manager, Mapping)
            else manager
        )

    if isinstance(app.get("managers"), Mapping):
        made = {name: whole(manager) for name, manager in app["managers"].items()}
        return {**app, "managers": made}
    return {**app, "manager": whole(app["manager"])} if "manager" in app else app


def _queue_url(secrets: Mapping[str, t.Any]) -> dict[str, t.Any]:
    return {name: secrets[name] for name in ("message_queue_url",) if name in secrets}


def _exposure(request: Request, secrets: Mapping[str, t.Any]) -> Iterator[str]:
    """Yield what would let others in, or nobody."""
    if "amqp" in request.modes and "message_queue_url" not in secrets:
        yield "pulsar_modes has 'amqp', but there is no pulsar_message_queue_url."
    if "amqp" not in request.modes and "message_queue_url" in secrets:
        yield "There is a message queue URL, but pulsar_modes has no 'amqp', which would use it."
    if "message_queue_url" in secrets and not is_queue_url(secrets["message_queue_url"]):
        yield (
            "pulsar_message_queue_url is not shown here, and cannot be read; expected "
            "amqp://user:password@host:5672/vhost. In a password '/' is written %2F, '@' %40, "
            "'#' %23, '?' %3F and '%' %25."
        )
    if "rest" not in request.modes:
        return
    exposed = not is_loopback(request.host)
    token = secrets.get("private_token")
    if token is not None:
        yield from token_faults(token, exposed)
    if exposed and token is None:
        yield (
            f"pulsar_host is '{request.host}', which other hosts can reach, and there is no "
            "pulsar_private_token: "
            "anyone could run commands here. Set one (openssl rand -hex 32)."
        )
    if exposed and not request.tls:
        yield (
            f"pulsar_host is '{request.host}', which other hosts can reach, and there is no TLS: "
            "the token would "
            "cross the network in the clear. Set pulsar_tls_certificate and pulsar_tls_key."
        )


def is_loopback(host: str) -> bool:
    """Return whether only this host reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_queue_url(url: str) -> bool:
    """Return whether kombu can read a URL: it logs the password of one that it cannot."""
    try:
        parts = urllib.parse.urlsplit(url)
        return bool(parts.scheme and parts.hostname and (parts.port is None or parts.port > 0))
    except ValueError:
        return False
