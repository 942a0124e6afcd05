# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Composes Pulsar's configuration on the controller and writes it on the host."""

from __future__ import annotations

import typing as t

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.documents import plain
from ..plugin_utils.deploy.host_files import HostFiles
from ..plugin_utils.galaxy_jobs.pulsar.compose import (
    Composition,
    Request,
    compose,
)
from ..plugin_utils.galaxy_jobs.secrets import without_secrets
from ..plugin_utils.galaxy_jobs.yaml import dump

_ARGUMENTS = {
    "directory": {"type": "path"},
    "group": {"type": "str", "default": "pulsar"},
    "modes": {"type": "list", "elements": "str", "choices": ["rest", "amqp"], "default": ["rest"]},
    "host": {"type": "str", "default": "127.0.0.1"},
    "tls": {"type": "bool", "default": False},
    "config": {"type": "dict", "default": {}},
    "site_config": {"type": "dict", "default": {}},
    "manager_defaults": {"type": "dict", "default": {}},
    "private_token": {"type": "raw", "no_log": True},
    "message_queue_url": {"type": "str", "no_log": True},
}


class ActionModule(ActionBase):
    """Composes, and writes where it is told to."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(
        self, tmp: str | None = None, task_vars: dict[str, t.Any] | None = None
    ) -> dict[str, t.Any]:
        """Return what was written. It holds no secret, and neither does its diff."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(argument_spec=_ARGUMENTS)
        try:
            result.update(_deploy(HostFiles(self, task_vars), arguments))
        except ClusterError as error:
            result.update(failed=True, msg=str(error))
        return result


def _deploy(files: HostFiles, arguments: dict[str, t.Any]) -> dict[str, t.Any]:
    """Compose, and write where there is a directory for it. Raises ClusterError."""
    composition = compose(_request(plain(arguments)))
    written = _write(files, composition, arguments) if arguments["directory"] else {}
    return {**_told(composition), **written}


def _request(arguments: dict[str, t.Any]) -> Request:
    return Request(
        modes=tuple(arguments["modes"]),
        made=arguments["config"],
        site=arguments["site_config"],
        manager_defaults=arguments["manager_defaults"],
        host=arguments["host"],
        tls=arguments["tls"],
        secrets={name: arguments[name] for name in ("private_token", "message_queue_url")},
    )


def _told(composition: Composition) -> dict[str, t.Any]:
    """Return what the tasks that follow go by."""
    return {
        "changed": False,
        "managers": composition.managers,
        "calls_slurm": composition.calls_slurm,
        "staging_directories": composition.staging_directories,
        "app": without_secrets("", composition.app),
        "cautions": list(composition.warnings),
    }


def _write(
    files: HostFiles, composition: Composition, arguments: dict[str, t.Any]
) -> dict[str, t.Any]:
    """Write app.yml, and the secrets to a file of root's. Raises ClusterError."""
    directory, environment = arguments["directory"], composition.environment
    app = {
        "path": f"{directory}/app.yml",
        "content": f"# Written by Ansible.\n{dump(composition.app)}",
        "group": arguments["group"],
        "mode": "0640",
    }
    secrets = {
        "path": f"{directory}/pulsar.env",
        "content": "".join(f"{name}={_quoted(value)}\n" for name, value in environment.items()),
        "mode": "0600",
        "secret": True,
    }
    return files.deploy(files=[app, secrets])


def _quoted(value: str) -> str:
    """Return a value as systemd reads it in an EnvironmentFile: as it is, in double quotes."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
