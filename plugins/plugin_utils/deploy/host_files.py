# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Text files of a host, as action plugins read and write them."""

from __future__ import annotations

import base64
import typing as t

from ansible.plugins.action import ActionBase

from ...module_utils._errors import ClusterError

Variables = t.Optional[dict[str, t.Any]]


class HostFiles:
    """The files of the host that an action runs on."""

    def __init__(self, action: ActionBase, task_vars: Variables) -> None:
        self._action = action
        self._task_vars = task_vars or {}

    def exists(self, path: str) -> bool:
        """Return whether the path exists. Raises ClusterError."""
        seen = _checked(self._module("ansible.builtin.stat", path=path, get_checksum=False))
        return bool(seen["stat"]["exists"])

    def is_directory(self, path: str) -> bool:
        """Return whether the path is a directory. Raises ClusterError."""
        seen = _checked(self._module("ansible.builtin.stat", path=path, get_checksum=False))
        return bool(seen["stat"].get("isdir"))

    def read(self, path: str) -> str | None:
        """Return the text of a file, None if it does not exist. Raises ClusterError."""
        result = self._module("ansible.builtin.slurp", src=path)
        if result.get("failed") and "not found" in result.get("msg", ""):
            return None
        content = base64.b64decode(_checked(result)["content"])
        return content.decode("utf-8", errors="replace")

    def deploy(self, **arguments: t.Any) -> dict[str, t.Any]:
        """Run galaxyhpc.cluster.host_files and return its result, without the file contents.

        Modules log their arguments on the host unless ansible_no_target_syslog is set.
        Raises ClusterError.
        """
        result: dict[str, t.Any] = self._action._execute_module(
            module_name="galaxyhpc.cluster.host_files",
            module_args=arguments,
            task_vars={**self._task_vars, "ansible_no_target_syslog": True},
        )
        return {name: value for name, value in _checked(result).items() if name != "invocation"}

    def below(self, directory: str) -> list[str]:
        """Return the files below a directory, none if it does not exist. Raises ClusterError."""
        if not self.exists(directory):
            return []
        found = self._module("ansible.builtin.find", paths=directory, recurse=True, hidden=True)
        return [file["path"] for file in _checked(found)["files"]]

    def _module(self, name: str, **arguments: t.Any) -> dict[str, t.Any]:
        """Run a module on the host and return its result."""
        result: dict[str, t.Any] = self._action._execute_module(
            module_name=name, module_args=arguments, task_vars=self._task_vars
        )
        return result


def _checked(result: dict[str, t.Any]) -> dict[str, t.Any]:
    """Return a result. Raises ClusterError with its message if it is a failure."""
    if result.get("failed"):
        raise ClusterError(str(result.get("msg", "the host gave no reason")))
    return result
