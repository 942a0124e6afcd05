# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The package of Python rules, on its way to a host."""

from __future__ import annotations

import posixpath
import typing as t
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...module_utils._errors import ClusterError
from ..galaxy_jobs.lint.context import Document
from .controller import SourceFile, read_modules
from .documents import Rendering, Result
from .host_files import HostFiles

_INIT = "__init__.py"


@dataclass(frozen=True)
class RulePackage:
    """The modules of a package by relative path, and the host's files that do not belong to it."""

    dest: str
    modules: Mapping[str, SourceFile]
    removed: tuple[str, ...]
    directories: tuple[Result, ...]

    def documents(self) -> tuple[Document, ...]:
        """Return the modules that define rules."""
        return read_modules(self.modules)

    def paths(self) -> list[str]:
        """Return the paths on the host, whether or not the package itself has __init__.py."""
        return sorted({_path(self.dest, name) for name in (*self.modules, _INIT)})

    def rendering(self) -> Rendering:
        """Return the files for the host. Raises ClusterError if one is not UTF-8."""
        texts = {_path(self.dest, name): source.text() for name, source in self.modules.items()}
        return Rendering({**texts, **dict.fromkeys(self.removed)}, directories=self.directories)


def plan_package(
    files: HostFiles, modules: Mapping[str, SourceFile], options: Mapping[str, t.Any]
) -> RulePackage:
    """Return what the package needs on the host; nothing is written. Raises ClusterError.

    options are dest, purge, owner, group and directory_mode, as the module job_rules has them.
    """
    dest = options["dest"]
    if _INIT not in modules and not files.exists(f"{dest}/{_INIT}"):
        modules = {**modules, _INIT: SourceFile(_INIT, b"")}  # Galaxy imports a package
    paths = [_path(dest, name) for name in modules]
    return RulePackage(
        dest=dest,
        modules=modules,
        removed=_superfluous(files, dest, paths) if options["purge"] else (),
        directories=_new_directories(files, options, paths),
    )


def _path(dest: str, name: str) -> str:
    """Return the path of a module on the host. Raises ClusterError if it leaves the package."""
    path = posixpath.normpath(posixpath.join(dest, name))
    if not path.startswith(f"{dest.rstrip('/')}/"):
        raise ClusterError(f"'{name}' is outside the package; expected a relative file name.")
    return path


def _new_directories(
    files: HostFiles, options: Mapping[str, t.Any], paths: Iterable[str]
) -> tuple[Result, ...]:
    """Return the directories to create; existing ones keep their owner and mode."""
    folders = sorted({options["dest"], *map(posixpath.dirname, paths)})
    missing = [folder for folder in folders if not files.exists(folder)]
    rights = {key: options[key] or "" for key in ("owner", "group")}
    return ({"paths": missing, "mode": options["directory_mode"], **rights},) if missing else ()


def _superfluous(files: HostFiles, dest: str, expected: Iterable[str]) -> tuple[str, ...]:
    """Return the files on the host that are not in the package; compiled modules do not count."""
    kept = {*expected, f"{dest}/{_INIT}"}
    superfluous = {path for path in files.below(dest) if "/__pycache__/" not in path} - kept
    return tuple(sorted(superfluous))
