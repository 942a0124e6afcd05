# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets options in a galaxy.yml of the host."""

from __future__ import annotations

from ansible.plugins.action import ActionBase

from ..plugin_utils.deploy.controller import plain
from ..plugin_utils.deploy.documents import (
    Rendering,
    Result,
    backup_of,
    run_action,
    write_entries,
)
from ..plugin_utils.deploy.host_files import HostFiles, Variables
from ..plugin_utils.deploy.job_configuration import galaxy_yml_with

_ARGUMENTS = {
    "path": {"type": "path", "required": True},
    "options": {"type": "dict", "required": True},
    "backup": {"type": "bool", "default": False},
}


class ActionModule(ActionBase):
    """Reads the file, edits it on the controller, and writes it."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return whether an option was changed."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(argument_spec=_ARGUMENTS)
        return run_action(result, lambda: _set_options(HostFiles(self, task_vars), arguments))


def _set_options(files: HostFiles, arguments: Result) -> Result:
    path = arguments["path"]
    text = galaxy_yml_with(files, path, plain(arguments["options"]))
    written = write_entries(files, Rendering({path: text}).entries(arguments))
    backup = backup_of(written["files"], path)
    return {"changed": written["changed"], "diff": written["diff"], **backup}
