# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the module host_files without logging its arguments."""

from __future__ import annotations

import typing as t

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.host_files import HostFiles


class ActionModule(ActionBase):
    """Passes its arguments to the module without logging them."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(
        self, tmp: str | None = None, task_vars: dict[str, t.Any] | None = None
    ) -> dict[str, t.Any]:
        """Return the created, changed and removed paths."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        try:
            result.update(HostFiles(self, task_vars).deploy(**self._task.args))
        except ClusterError as error:
            result.update(failed=True, msg=str(error))
        return result
