# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""How Pulsar is installed and run on its host."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass

from .compose import Composition
from .settings import Settings

_UNSPECIFIED = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_HOMES = re.compile(r"/(home|root)(/|$)")
_EXTRAS = {"rest": "web", "amqp": "amqp"}


@dataclass(frozen=True)
class Host:
    """A host with the variables of the role and the configuration composed from them."""

    settings: Settings
    composition: Composition

    @property
    def requirements(self) -> list[str]:
        """Return the packages for the virtual environment, in pip's notation."""
        settings = self.settings
        extras = ",".join(extra for mode, extra in _EXTRAS.items() if mode in settings.modes)
        return [
            f"pulsar-app[{extras}]=={settings.package_version}",
            *(["requests-toolbelt"] if "amqp" in settings.modes else []),
            *(["drmaa"] if settings.drmaa_library_path else []),
            *settings.optional_dependencies,
        ]

    @property
    def install_marker(self) -> str:
        """Return the file whose name is a digest of everything that is installed."""
        packages = json.dumps([*self.requirements, self.settings.constraints])
        digest = hashlib.sha256(packages.encode()).hexdigest()
        return posixpath.join(self.settings.venv_dir, f"installed-{digest}")

    @property
    def search_path(self) -> str:
        """Return the PATH of the service; the role's wrappers precede Slurm's commands."""
        wrappers = [f"{self.settings.libexec}/bin"] if self.composition.calls_slurm else []
        directories = [f"{self.settings.venv_dir}/bin", "/usr/local/bin", "/usr/bin", "/bin"]
        return ":".join([*wrappers, *directories])

    @property
    def data_directories(self) -> list[str]:
        """Return the directories that Pulsar writes to, except the staging directories."""
        settings = self.settings
        directories = (settings.persistence_dir, settings.dependencies_dir, settings.log_dir)
        return [settings.home, *directories]

    @property
    def writable_paths(self) -> list[str]:
        """Return the paths that the service may write to; '-' precedes one that need not exist."""
        paths = [*self.composition.staging_directories, *self.data_directories]
        prefix = self.settings.conda_prefix
        if prefix and self.settings.conda_auto_init:
            paths.append(f"-{posixpath.dirname(prefix)}")
        elif prefix and self.settings.conda_auto_install:
            paths.append(f"-{prefix}")
        return [*paths, "/tmp"] if self.composition.calls_condor else paths

    @property
    def uses_home(self) -> bool:
        """Return whether the service needs a path that systemd's ProtectHome hides."""
        directories = [*self.composition.staging_directories, *self.data_directories]
        paths = [self.settings.root, self.settings.conda_prefix, *directories]
        return any(_HOMES.match(path) for path in paths)

    @property
    def listen_address(self) -> str:
        """Return the address and the port that Pulsar, or nginx, listens on."""
        return self._address(self.settings.host)

    @property
    def local_url(self) -> str:
        """Return the URL of Pulsar on its host."""
        scheme = "https" if self.settings.tls_certificate else "http"
        host = _UNSPECIFIED.get(self.settings.host, self.settings.host)
        return f"{scheme}://{self._address(host)}/"

    def _address(self, host: str) -> str:
        return f"{f'[{host}]' if ':' in host else host}:{self.settings.port}"
