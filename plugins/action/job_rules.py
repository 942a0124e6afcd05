# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lints Python rules on the controller and writes them on the host."""

from __future__ import annotations

from ansible.plugins.action import ActionBase

from ..plugin_utils.deploy.controller import Controller
from ..plugin_utils.deploy.documents import (
    CONTEXT_ARGUMENTS,
    DEPLOY_ARGUMENTS,
    Result,
    deploy,
    linted_with,
    run_action,
)
from ..plugin_utils.deploy.host_files import HostFiles, Variables
from ..plugin_utils.deploy.rule_package import plan_package

_SOURCES = ("content", "src")
_ARGUMENTS = {
    **DEPLOY_ARGUMENTS,
    "content": {"type": "dict"},
    "directory_mode": {"type": "raw", "default": "0750"},
    "purge": {"type": "bool", "default": False},
    **{name: option for name, option in CONTEXT_ARGUMENTS.items() if name != "rules"},
}


class ActionModule(ActionBase):
    """Deploys the modules of a package, linted with the documents that use its rules."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return the written files and the findings."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(
            argument_spec=_ARGUMENTS,
            mutually_exclusive=[_SOURCES],
            required_one_of=[_SOURCES],
        )
        controller, files = Controller(self, task_vars), HostFiles(self, task_vars)
        return run_action(result, lambda: _deploy(controller, files, arguments))


def _deploy(controller: Controller, files: HostFiles, arguments: Result) -> Result:
    """Return the result of the task. Raises ClusterError."""
    name = "content" if arguments["src"] is None else "src"
    package = plan_package(files, controller.modules(arguments[name], name), arguments)
    context = linted_with(controller, arguments)
    result = deploy(files, package.documents(), context, arguments, package.rendering)
    return {**result, "removed": [*package.removed]}
