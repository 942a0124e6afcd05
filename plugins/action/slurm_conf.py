# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Composes Slurm's configuration on the controller and writes it on the host."""

from __future__ import annotations

import typing as t

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.host_files import HostFiles
from ..plugin_utils.slurm.apply import plan_files
from ..plugin_utils.slurm.compose import (
    Composition,
    Request,
    compose,
)
from ..plugin_utils.slurm.conf import (
    SlurmConf,
    parse,
)
from ..plugin_utils.slurm.inventory import (
    Host,
    Inventory,
)
from ..plugin_utils.slurm.options import VERSIONS

_LIST_OF_DICTS = {"type": "list", "elements": "dict", "default": []}
_ARGUMENTS = {
    "directory": {"type": "path"},
    "record_directory": {"type": "path"},
    "config": {"type": "dict", "default": {}},
    "nodes": _LIST_OF_DICTS,
    "partitions": _LIST_OF_DICTS,
    "cgroup_config": {"type": "dict", "default": {}},
    "gres_config": _LIST_OF_DICTS,
    "hosts": {"type": "dict", "default": {}},
    "controllers": {"type": "list", "elements": "str", "default": []},
    "defaults": {"type": "dict", "required": True},
    "memory_reserve": {"type": "int", "default": 1024},
    "partial": {"type": "bool", "default": False},
    "version": {"type": "str"},
}
_PATHS = ("SlurmUser", "StateSaveLocation", "SlurmdSpoolDir", "SlurmctldLogFile", "SlurmdLogFile")


class ActionModule(ActionBase):
    """Composes the files, compares them with those the daemons run with, and writes them."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(
        self, tmp: str | None = None, task_vars: dict[str, t.Any] | None = None
    ) -> dict[str, t.Any]:
        """Return the written files and how to apply them."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(
            argument_spec=_ARGUMENTS, required_by={"record_directory": ["directory"]}
        )
        try:
            result.update(_deploy(HostFiles(self, task_vars), arguments))
        except ClusterError as error:
            result.update(failed=True, msg=str(error))
        return result


def _deploy(files: HostFiles, arguments: dict[str, t.Any]) -> dict[str, t.Any]:
    """Return the result of the task. Raises ClusterError; then nothing was written."""
    directory = arguments["directory"]
    composition = _compose(arguments, _present(files, directory))
    result = {
        "changed": False,
        "choices": [choice.sentence for choice in composition.choices],
        "warnings": list(composition.warnings),
        "controllers": composition.conf.controller_addresses(),
        "paths": _paths(composition.conf),
    }
    if not arguments["record_directory"]:
        return result
    recorded = {
        name: files.read(f"{arguments['record_directory']}/{name}") for name in composition.files
    }
    change = plan_files(recorded, composition.files, arguments["version"] or VERSIONS[-1])
    written = files.deploy(
        files=[
            {"path": f"{directory}/{name}", "content": text}
            for name, text in composition.files.items()
        ]
    )
    return {
        **result,
        "changed": written["changed"] or change.action.value != "none",
        "diff": written["diff"],
        "needs": change.action.value,
        "reasons": list(change.reasons),
    }


def _present(files: HostFiles, directory: str | None) -> SlurmConf:
    """Return the present configuration, an empty one if there is none or it is invalid."""
    text = files.read(f"{directory}/slurm.conf") if directory else None
    try:
        return parse(text or "")
    except ClusterError:
        return SlurmConf()


def _compose(arguments: dict[str, t.Any], present: SlurmConf) -> Composition:
    """Return the composed files for the arguments. Raises ClusterError."""
    request = Request(
        options=arguments["config"],
        nodes=arguments["nodes"],
        partitions=arguments["partitions"],
        cgroup=arguments["cgroup_config"],
        gres=arguments["gres_config"],
        controllers=arguments["controllers"],
        defaults=arguments["defaults"],
        version=arguments["version"],
    )
    hosts = {
        name: Host(seen["cpus"], seen["real_memory"], seen["topology"], seen["memory_cgroup"])
        for name, seen in arguments["hosts"].items()
    }
    inventory = Inventory(
        hosts, present, memory_reserve=arguments["memory_reserve"], partial=arguments["partial"]
    )
    return compose(request, inventory)


def _paths(conf: SlurmConf) -> dict[str, str]:
    """Return the options with Slurm's user and paths. Raises ClusterError."""
    for name in _PATHS:
        if name not in conf.options:
            raise ClusterError(
                f"slurm_config: {name} has no value, but the role needs it to create the daemons' "
                f"directories. Set a value, or remove {name} to use the distribution's."
            )
    return {name: conf.options[name] for name in _PATHS}
