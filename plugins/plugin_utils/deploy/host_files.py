# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""How an action plugin reads and writes text files on a host."""

from __future__ import annotations

import base64
import posixpath
import typing as t

from ansible.plugins.action import ActionBase

from ...module_utils._errors import ClusterError

Variables = t.Optional[dict[str, t.Any]]


class HostFiles:
    """The files of the host that an action works on."""

    def __init__(self, action: ActionBase, task_vars: Variables) -> None:
        self._action = action
        self._task_vars = task_vars or {}

    def exists(self, path: str) -> bool:
        """Return whether there is something at the path. Raises ClusterError."""
        seen = _checked(self._module("ansible.builtin.stat", path=path, get_checksum=False))
        return bool(seen["stat"]["exists"])

    def read(self, path: str) -> str | None:
        """Return the text of a file, None when there is none. Raises ClusterError."""
        result = self._module("ansible.builtin.slurp", src=path)
        if result.get("failed") and "not found" in result.get("msg", ""):
            return None
        content = base64.b64decode(_checked(result)["content"])
        return content.decode("utf-8", errors="replace")

    def write(self, path: str, text: str, **options: t.Any) -> dict[str, t.Any]:
        """Return the result of ansible.builtin.copy: diff, check mode and backup are its own.

        In check mode a file in a directory that is still to be made counts as changed.
        """
        if self._action._task.check_mode and not self.exists(posixpath.dirname(path)):
            difference = {"before": "", "after": text, "after_header": path}
            return {"changed": True, "diff": [difference]}
        task = self._action._task.copy()
        task.args = {"dest": path, "content": text, **options}
        copy = self._action._shared_loader_obj.action_loader.get(
            "ansible.builtin.copy",
            task=task,
            connection=self._action._connection,
            play_context=self._action._play_context,
            loader=self._action._loader,
            templar=self._action._templar,
            shared_loader_obj=self._action._shared_loader_obj,
        )
        return _checked(copy.run(task_vars=self._task_vars))

    def deploy(self, **arguments: t.Any) -> dict[str, t.Any]:
        """Return the result of galaxyhpc.cluster.host_files, but no text. Raises ClusterError.

        A module logs its arguments on the host unless the host's ansible_no_target_syslog is set.
        """
        result: dict[str, t.Any] = self._action._execute_module(
            module_name="galaxyhpc.cluster.host_files",
            module_args=arguments,
            task_vars={**self._task_vars, "ansible_no_target_syslog": True},
        )
        return {name: value for name, value in _checked(result).items() if name != "invocation"}

    def set(self, path: str, **options: t.Any) -> dict[str, t.Any]:
        """Return the result of ansible.builtin.file: a directory, an owner, a mode, or nothing."""
        return _checked(self._module("ansible.builtin.file", path=path, **options))

    def below(self, directory: str) -> list[str]:
        """Return the files below a directory, none when it is not there. Raises ClusterError."""
        if not self.exists(directory):
            return []
        found = self._module("ansible.builtin.find", paths=directory, recurse=True, hidden=True)
        return [file["path"] for file in _checked(found)["files"]]

    def _module(self, name: str, **arguments: t.Any) -> dict[str, t.Any]:
        """Return the result of a module."""
        result: dict[str, t.Any] = self._action._execute_module(
            module_name=name, module_args=arguments, task_vars=self._task_vars
        )
        return result


def _checked(result: dict[str, t.Any]) -> dict[str, t.Any]:
    """Return a result. Raises ClusterError with its message when it is a failure."""
    if result.get("failed"):
        raise ClusterError(str(result.get("msg", "the host gave no reason")))
    return result
