# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lints a package of rules on the controller and writes it on the host."""

from __future__ import annotations

import posixpath
import typing as t
from collections.abc import Iterable, Mapping

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.documents import (
    DEPLOY_ARGUMENTS,
    TOGETHER_ARGUMENTS,
    Controller,
    Given,
    Result,
    Wanted,
    deploy,
    finished,
    others,
    read_modules,
)
from ..plugin_utils.deploy.host_files import (
    HostFiles,
    Variables,
)

_SOURCES = ("content", "src")
_ARGUMENTS = {
    **DEPLOY_ARGUMENTS,
    "content": {"type": "dict"},
    "directory_mode": {"type": "raw", "default": "0750"},
    "purge": {"type": "bool", "default": False},
    **{name: option for name, option in TOGETHER_ARGUMENTS.items() if name != "rules"},
}
_INIT = "__init__.py"


class ActionModule(ActionBase):
    """Deploys the modules of a package, linted beside the documents that name its rules."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return what was written and what was found."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(
            argument_spec=_ARGUMENTS,
            mutually_exclusive=[_SOURCES],
            required_one_of=[_SOURCES],
        )
        controller, files = Controller(self, task_vars), HostFiles(self, task_vars)
        return finished(result, lambda: _deploy(controller, files, arguments))


def _deploy(controller: Controller, files: HostFiles, arguments: dict[str, t.Any]) -> Result:
    """Return the result of the task. Raises ClusterError."""
    name = "content" if arguments["src"] is None else "src"
    modules = controller.modules(arguments[name], name)
    context = others(controller, arguments)
    dest = arguments["dest"]
    if _INIT not in modules and not files.exists(f"{dest}/{_INIT}"):
        modules[_INIT] = Given(_INIT, b"")  # Galaxy imports a package
    texts = {_place(dest, path): given.text() for path, given in modules.items()}

    removed = _removed(files, dest, texts) if arguments["purge"] else []

    def make() -> Wanted:
        contents: dict[str, str | None] = {**texts, **dict.fromkeys(removed)}
        return Wanted(contents, directories=_new_directories(files, arguments, texts))

    result = deploy(files, read_modules(modules), context, arguments, make)
    return {**result, "removed": removed}


def _place(dest: str, path: str) -> str:
    """Return where a module is on the host. Raises ClusterError for a path out of its folder."""
    place = posixpath.normpath(posixpath.join(dest, path))
    if not place.startswith(f"{dest.rstrip('/')}/"):
        raise ClusterError(f"content: '{path}' is not below the package; expected a file name.")
    return place


def _new_directories(
    files: HostFiles, arguments: Mapping[str, t.Any], paths: Iterable[str]
) -> tuple[Result, ...]:
    """Return the directories to create; existing ones keep their owner and mode."""
    folders = sorted({arguments["dest"], *map(posixpath.dirname, paths)})
    missing = [folder for folder in folders if not files.exists(folder)]
    rights = {key: arguments[key] or "" for key in ("owner", "group")}
    return ({"paths": missing, "mode": arguments["directory_mode"], **rights},) if missing else ()


def _removed(files: HostFiles, dest: str, wanted: Iterable[str]) -> list[str]:
    """Return the files of the package that nobody wants; what Python compiled is left."""
    kept = {*wanted, f"{dest}/{_INIT}"}
    return sorted(
        path for path in files.below(dest) if path not in kept and "/__pycache__/" not in path
    )
