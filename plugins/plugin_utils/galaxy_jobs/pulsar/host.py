# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Derives how Pulsar is installed and run on its host from the variables of the role pulsar."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re

from .compose import Composition
from .settings import Settings

_UNSPECIFIED = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_HOMES = re.compile(r"/(home|root)(/|$)")


def requirements(settings: Settings) -> list[str]:
    """Return the packages for the virtual environment, in pip's notation."""
    extras = {"rest": "web", "amqp": "amqp"}
    names = ",".join(extra for mode, extra in extras.items() if mode in settings.modes)
    return [
        f"pulsar-app[{names}]=={settings.package_version}",
        *(["requests-toolbelt"] if "amqp" in settings.modes else []),
        *(["drmaa"] if settings.drmaa_library_path else []),
        *settings.optional_dependencies,
    ]


def install_marker(settings: Settings) -> str:
    """Return the file whose name is a digest of everything that is installed."""
    packages = json.dumps([*requirements(settings), settings.constraints])
    digest = hashlib.sha256(packages.encode()).hexdigest()
    return posixpath.join(settings.venv_dir, f"installed-{digest}")


def search_path(settings: Settings, composition: Composition) -> str:
    """Return the PATH of the service; Slurm's commands are called through the role's wrappers."""
    wrappers = [f"{settings.libexec}/bin"] if composition.calls_slurm else []
    directories = [f"{settings.venv_dir}/bin", "/usr/local/bin", "/usr/bin", "/bin"]
    return ":".join([*wrappers, *directories])


def data_directories(settings: Settings) -> list[str]:
    """Return the directories that Pulsar writes to, except the staging directories."""
    return [settings.home, settings.persistence_dir, settings.dependencies_dir, settings.log_dir]


def writable_paths(settings: Settings, composition: Composition) -> list[str]:
    """Return the paths that the service may write to; '-' precedes one that need not exist."""
    paths = [*composition.staging_directories, *data_directories(settings)]
    prefix = settings.conda_prefix
    if prefix and settings.conda_auto_init:
        paths.append(f"-{posixpath.dirname(prefix)}")
    elif prefix and settings.conda_auto_install:
        paths.append(f"-{prefix}")
    return [*paths, "/tmp"] if composition.calls_condor else paths


def uses_home(settings: Settings, composition: Composition) -> bool:
    """Return whether the service needs a path that systemd's ProtectHome hides."""
    directories = [*composition.staging_directories, *data_directories(settings)]
    paths = [settings.root, settings.conda_prefix, *directories]
    return any(_HOMES.match(path) for path in paths)


def listen_address(settings: Settings) -> str:
    """Return the address and the port that Pulsar, or nginx, listens on."""
    return _address(settings.host, settings.port)


def local_url(settings: Settings) -> str:
    """Return the URL of Pulsar on its host."""
    scheme = "https" if settings.tls_certificate else "http"
    host = _UNSPECIFIED.get(settings.host, settings.host)
    return f"{scheme}://{_address(host, settings.port)}/"


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
