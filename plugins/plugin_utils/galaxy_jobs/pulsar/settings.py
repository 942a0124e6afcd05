# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The variables of the role pulsar."""

from __future__ import annotations

import posixpath
import typing as t
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
