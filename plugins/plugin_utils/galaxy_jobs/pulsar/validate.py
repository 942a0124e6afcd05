# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Validates the variables of the role pulsar before anything is written."""

from __future__ import annotations

import ipaddress
import urllib.parse
from collections.abc import Iterator, Mapping

from .check import (
    MANAGER_KEYS,
    find_faults,
    find_token_faults,
    managers_of,
    staging_directories,
    type_of,
)
from .options import DRMAA
from .settings import Options, Settings


def validate(settings: Settings, app: Options, secrets: Options) -> Iterator[str]:
    """Yield a sentence for each fault of the variables and of the app.yml composed from them."""
    url = {name: secrets[name] for name in ("message_queue_url",) if name in secrets}
    yield from (fault.message for fault in find_faults({**app, **url}))
    yield from _check_queue(settings, secrets)
    if "rest" in settings.modes:
        yield from _check_exposure(settings, secrets.get("private_token"))
    yield from _check_managers(settings, app)
    for path in staging_directories(app):
        if not path.startswith("/"):
            yield f"staging_directory is '{path}'; expected an absolute path."


def _check_queue(settings: Settings, secrets: Options) -> Iterator[str]:
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


def _check_exposure(settings: Settings, token: object) -> Iterator[str]:
    """Yield the faults that expose Pulsar, or lock Galaxy out."""
    exposed = not is_loopback(settings.host)
    reachable = f"pulsar_host is '{settings.host}', which other hosts can reach"
    if token is not None:
        yield from find_token_faults(token, exposed)
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


def _check_managers(settings: Settings, app: Options) -> Iterator[str]:
    duplicates = [key for key in MANAGER_KEYS if key in settings.yaml_config]
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
