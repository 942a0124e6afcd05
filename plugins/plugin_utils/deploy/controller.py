# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Documents of Galaxy's job configuration on the controller: files, templates and variables."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ansible.plugins.action import ActionBase

from ...module_utils._errors import ClusterError
from ..galaxy_jobs.io.files import read_import
from ..galaxy_jobs.io.slurm_conf import read_partitions
from ..galaxy_jobs.lint.context import Document
from ..galaxy_jobs.lint.documents import DocumentKind, decode, format_of, read
from ..galaxy_jobs.pulsar.read import App
from ..galaxy_jobs.pulsar.read import read as read_app
from ..galaxy_jobs.resource_params.write import write as write_resource_params
from ..galaxy_jobs.rule_modules.read import read as read_rule_module
from ..galaxy_jobs.yaml import dump
from ..slurm.cluster import Partition
from .host_files import Variables

SOURCES = ("content", "src", "template")
_ENCODING = "utf-8-sig"


@dataclass(frozen=True)
class SourceFile:
    """A file or a variable: its name in messages, its content, and the folder of its imports."""

    name: str
    data: bytes
    folder: Path | None = None

    def text(self) -> str:
        """Return the text. Raises ClusterError if it is not UTF-8."""
        try:
            return self.data.decode(_ENCODING)
        except UnicodeDecodeError as error:
            raise ClusterError(
                f"{self.name}: byte {error.start + 1} is not UTF-8. Save the file as UTF-8."
            ) from None

    def load(self, name: str) -> bytes | None:
        """Return the content of an imported macro file, None if it does not exist."""
        return read_import(self.folder, name) if self.folder else None

    def read(self, kind: DocumentKind) -> Document:
        """Parse the content. Raises ClusterError if it contains no such document."""
        text, content = decode(self.data)
        document = read(format_of(kind, text), content, self.name, self.load)
        if document is None:
            raise ClusterError(f"{self.name} contains no {kind}.")
        return document


class Controller:
    """The files of the controller, searched for where copy and template search."""

    def __init__(self, action: ActionBase, task_vars: Variables) -> None:
        self._action = action
        self._task_vars = task_vars or {}

    def source(
        self, kind: DocumentKind, options: Mapping[str, t.Any], name: str = "content"
    ) -> SourceFile:
        """Return the document that one of SOURCES gives; name is that of a variable in messages.

        Raises ClusterError.
        """
        if options.get("src") is not None:
            return self.file(options["src"])
        if options.get("template") is not None:
            return self._render(kind, options["template"])
        return as_document(kind, options["content"], name)

    def context(self, kind: DocumentKind, value: object) -> SourceFile:
        """Return a document from its path, its text (of several lines) or data.

        Raises ClusterError.
        """
        if isinstance(value, str) and "\n" not in value:
            return self.file(value)
        return as_document(kind, value, kind)

    def file(self, path: str) -> SourceFile:
        """Return a file, decrypted if Ansible Vault encrypted it. Raises ClusterError."""
        found = self._action._find_needle("files", path)
        real = self._action._loader.get_real_file(found)
        try:
            return SourceFile(found, Path(real).read_bytes(), Path(found).parent)
        except OSError as error:
            raise ClusterError(f"{found}: {error.strerror}.") from None
        finally:
            self._action._loader.cleanup_tmp_file(real)

    def pulsar(self, value: object, pattern: str) -> App:
        """Return the app.yml of a Pulsar from its path, its text or data. Raises ClusterError."""
        if isinstance(value, str) and "\n" not in value:
            file = self.file(value)
            return read_app(file.data, file.name, pattern)
        content = plain(value)
        text = content if isinstance(content, str) else dump(content)
        return read_app(text, f"pulsar_configs: {pattern}", pattern)

    def partitions(self, path: str) -> Mapping[str, Partition]:
        """Return the partitions of a slurm.conf and its included files. Raises ClusterError."""
        return read_partitions(Path(self._action._find_needle("files", path)))

    def modules(self, value: object, name: str) -> dict[str, SourceFile]:
        """Return files by relative path, from a folder or a mapping of file names to texts.

        Raises ClusterError.
        """
        if isinstance(value, str):
            return self._files_below(Path(self._action._find_needle("files", value)))
        texts = plain(value)
        if not isinstance(texts, dict) or not all(isinstance(v, str) for v in texts.values()):
            raise ClusterError(f"{name}: expected a folder, or a mapping of file names to texts.")
        return {path: SourceFile(f"{name}: {path}", text.encode()) for path, text in texts.items()}

    def _files_below(self, folder: Path) -> dict[str, SourceFile]:
        if not folder.is_dir():
            raise ClusterError(f"{folder}: expected a folder of modules.")
        paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
        return {
            path.as_posix(): self.file(str(folder / path))
            for path in paths
            if not any(part == "__pycache__" or part.startswith(".") for part in path.parts)
        }

    def _render(self, kind: DocumentKind, path: str) -> SourceFile:
        found = self._action._find_needle("templates", path)
        lookup = self._action._shared_loader_obj.lookup_loader.get(
            "ansible.builtin.template",
            loader=self._action._loader,
            templar=self._action._templar,
        )
        search_path = self._action._task.get_search_path()
        variables = {**self._task_vars, "ansible_search_path": search_path}
        [text] = lookup.run([found], variables=variables)
        return replace(as_document(kind, text, f"{found} (rendered)"), folder=Path(found).parent)


def as_document(kind: DocumentKind, content: object, name: str) -> SourceFile:
    """Return a document from its text or structured data. Raises ClusterError."""
    data = plain(content)
    if isinstance(data, str):
        text = data
    elif kind == "resource_params":
        text = write_resource_params(data, name)
    else:
        text = dump(data)
    return SourceFile(name, text.encode())


def plain(data: object) -> t.Any:
    """Return the data of variables without Ansible's own types."""
    if isinstance(data, Mapping):
        return {plain(key): plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if isinstance(data, str):
        return str.__str__(data)
    if data is None or isinstance(data, bool):
        return data
    for number in (int, float):
        if isinstance(data, number):
            return number(data)
    return str(data)  # !vault in ansible-core 2.18 and older, and dates


def read_modules(modules: Mapping[str, SourceFile]) -> tuple[Document, ...]:
    """Return the modules in which Galaxy searches for rules: those directly in the package."""
    return tuple(
        read_rule_module(source.data, source.name)
        for path, source in modules.items()
        if path.endswith(".py") and "/" not in path and path != "__init__.py"
    )
