# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the key on the controller, where it may be encrypted, and passes it to the module."""

from __future__ import annotations

import base64
import typing as t
from pathlib import Path

from ansible.errors import AnsibleError
from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..module_utils._munge import check_key


class ActionModule(ActionBase):
    """Replaces src by key."""

    _requires_connection = True

    def run(
        self, tmp: str | None = None, task_vars: dict[str, t.Any] | None = None
    ) -> dict[str, t.Any]:
        """Return the result of the module on the host."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        arguments = dict(self._task.args)
        try:
            if arguments.get("src"):
                arguments["key"] = self._read(arguments.pop("src"))
        except ClusterError as error:
            return {**result, "failed": True, "msg": str(error)}
        result.update(self._execute_module(module_args=arguments, task_vars=task_vars))
        return result

    def _read(self, src: str) -> str:
        """Return the key in a file on the controller in base64. Raises ClusterError."""
        try:
            found = self._loader.get_real_file(self._find_needle("files", src))
            key = Path(found).read_bytes()
            self._loader.cleanup_tmp_file(found)
        except (AnsibleError, OSError) as error:
            raise ClusterError(
                f"The key file '{src}' cannot be read on the controller: {error}. Expected "
                "a readable file, by its absolute path or below the playbook's files/."
            ) from error
        return base64.b64encode(check_key(key, where=f"The file '{src}'")).decode()
