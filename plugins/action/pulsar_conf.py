# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Composes Pulsar's configuration on the controller and writes it to the host."""

from __future__ import annotations

import typing as t

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.controller import Controller, plain
from ..plugin_utils.deploy.host_files import HostFiles
from ..plugin_utils.galaxy_jobs.pulsar.compose import Composition, compose
from ..plugin_utils.galaxy_jobs.pulsar.host import Host
from ..plugin_utils.galaxy_jobs.pulsar.settings import Settings
from ..plugin_utils.galaxy_jobs.secrets import mask_secrets
from ..plugin_utils.galaxy_jobs.yaml import dump

_PATH = {"type": "str", "required": True}
_TEXT = {"type": "str", "default": ""}
_FLAG = {"type": "bool", "default": False}
_NAMES = {"type": "list", "elements": "str", "default": []}
_MAPPINGS = {"type": "list", "elements": "dict", "default": []}
_MAPPING = {"type": "dict", "default": {}}
# The variables of the role pulsar without prefix, and two of the task: write, slurm_is_installed.
ARGUMENTS = {
    "write": _FLAG,
    "slurm_is_installed": _FLAG,
    "group": {"type": "str", "default": "pulsar"},
    "root": _PATH,
    "venv_dir": _PATH,
    "config_dir": _PATH,
    "staging_dir": _PATH,
    "persistence_dir": _PATH,
    "dependencies_dir": _PATH,
    "log_dir": _PATH,
    "modes": {"type": "list", "elements": "str", "choices": ["rest", "amqp"], "default": ["rest"]},
    "host": {"type": "str", "default": "127.0.0.1"},
    "port": {"type": "int", "default": 8913},
    "tls_certificate": _TEXT,
    "private_token": {"type": "raw", "default": "", "no_log": True},
    "message_queue_url": {**_TEXT, "no_log": True},
    "rabbitmq": _FLAG,
    "rabbitmq_user": {"type": "str", "default": "pulsar"},
    "rabbitmq_password": {**_TEXT, "no_log": True},
    "rabbitmq_vhost": {"type": "str", "default": "pulsar"},
    "managers": _MAPPING,
    "yaml_config": _MAPPING,
    "conda_auto_init": _FLAG,
    "conda_auto_install": _FLAG,
    "conda_prefix": _TEXT,
    "conda_channels": _NAMES,
    "dependency_resolvers": _MAPPINGS,
    "job_metrics_plugins": _MAPPINGS,
    "drmaa_library_path": _TEXT,
    "job_users": _TEXT,
    "package_version": {"type": "str", "default": "0.16.0"},
    "optional_dependencies": _NAMES,
    "constraints": _TEXT,
}
_HEADER = "# Managed by Ansible (galaxyhpc.cluster.pulsar): manual changes will be overwritten.\n"
_NOT_SETTINGS = ("write", "group")
Arguments = dict[str, t.Any]


class ActionModule(ActionBase):
    """Composes, and writes if asked to."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(
        self, tmp: str | None = None, task_vars: dict[str, t.Any] | None = None
    ) -> dict[str, t.Any]:
        """Return the facts for later tasks and what was written, without secrets."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(argument_spec=ARGUMENTS)
        path = arguments["constraints"]
        try:
            # As the lookup 'file' reads it, which the role passes to pip.
            text = Controller(self, task_vars).file(path).text().rstrip() if path else ""
            arguments = {**arguments, "constraints": text}
            result.update(deploy(HostFiles(self, task_vars), arguments))
        except ClusterError as error:
            result.update(failed=True, msg=str(error))
        return result


def deploy(files: HostFiles, arguments: Arguments) -> dict[str, t.Any]:
    """Compose, and write if asked to. Raises ClusterError."""
    settings = Settings(
        **{name: plain(arguments[name]) for name in ARGUMENTS if name not in _NOT_SETTINGS}
    )
    composition = compose(settings)
    written = _write(files, composition, arguments) if arguments["write"] else {"changed": False}
    return {**_describe(settings, composition), **written}


def _describe(settings: Settings, composition: Composition) -> dict[str, t.Any]:
    """Return the facts for later tasks."""
    host = Host(settings, composition)
    return {
        "managers": composition.managers,
        "calls_slurm": composition.calls_slurm,
        "calls_condor": composition.calls_condor,
        "needs_sudo": composition.needs_sudo,
        "staging_directories": composition.staging_directories,
        "data_directories": host.data_directories,
        "writable_paths": host.writable_paths,
        "uses_home": host.uses_home,
        "libexec": settings.libexec,
        "home": settings.home,
        "requirements": host.requirements,
        "install_marker": host.install_marker,
        "search_path": host.search_path,
        "listen_address": host.listen_address,
        "local_url": host.local_url,
        "app": mask_secrets("", composition.app),
        "cautions": list(composition.cautions),
    }


def _write(files: HostFiles, composition: Composition, arguments: Arguments) -> dict[str, t.Any]:
    """Write app.yml, and the secrets to a file that only root can read. Raises ClusterError."""
    directory, environment = arguments["config_dir"], composition.environment
    app = {
        "path": f"{directory}/app.yml",
        "content": f"{_HEADER}{dump(composition.app)}",
        "group": arguments["group"],
        "mode": "0640",
    }
    secrets = {
        "path": f"{directory}/pulsar.env",
        "content": "".join(f"{name}={_quote(value)}\n" for name, value in environment.items()),
        "mode": "0600",
        "secret": True,
    }
    return files.deploy(files=[app, secrets])


def _quote(value: str) -> str:
    """Return a value in double quotes, as systemd reads it in an EnvironmentFile."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
