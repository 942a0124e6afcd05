# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets options in the galaxy.yml of a host."""

from __future__ import annotations

import typing as t

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.documents import (
    Result,
    backup_of,
    deploy_files,
    finished,
    plain,
)
from ..plugin_utils.deploy.host_files import (
    HostFiles,
    Variables,
)
from ..plugin_utils.galaxy_jobs.galaxy_yml import with_options

_ARGUMENTS = {
    "path": {"type": "path", "required": True},
    "options": {"type": "dict", "required": True},
    "backup": {"type": "bool", "default": False},
}


class ActionModule(ActionBase):
    """Reads, edits on the controller, and writes."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return whether something was set."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(argument_spec=_ARGUMENTS)
        return finished(result, lambda: _set(HostFiles(self, task_vars), arguments))


def _set(files: HostFiles, arguments: dict[str, t.Any]) -> Result:
    path = arguments["path"]
    text = files.read(path)
    if text is None:
        raise ClusterError(f"There is no '{path}'; expected the galaxy.yml of a Galaxy.")
    changed = with_options(text, plain(arguments["options"]), path)
    written = deploy_files(files, {path: changed}, {"backup": arguments["backup"]})
    backup = backup_of(written["files"], path)
    return {"changed": written["changed"], "diff": written["diff"], **backup}
