# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Reads the files of a call and groups the documents that belong together."""

from __future__ import annotations

import os
import typing as t
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ....module_utils._errors import ClusterError
from ...slurm.cluster import Partition
from ..decode import source_of
from ..lint.context import Context, Document
from ..lint.documents import DocumentKind, decode, format_of, is_template, read, recognize, together
from ..lint.tpv import is_tpv
from ..pulsar.read import App
from ..pulsar.read import read as read_app
from ..rule_modules.model import RuleModule
from ..rule_modules.read import read as read_rule_module
from ..text import LARGEST, Source

SUFFIXES = (".xml", ".yml", ".yaml")
_TEMPLATE = "Jinja templates are not checked; lint the rendered file."
_KINDS = "a job_conf, tool destinations, resource parameters or a file of TPV"


@dataclass
class Files:
    """The documents of a call by path, and notices and errors about files that are not documents.

    changed: new contents by path, used instead of those on disk.
    contents: the bytes of all documents and of the macro files that they import.
    tpv: files of TPV, which only TPV's own linter reads.
    explicit: paths of documents that an option names; they belong to the documents of all folders.
    """

    changed: Mapping[str, bytes] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    documents: dict[Path, Document] = field(default_factory=dict)
    tpv: dict[Path, Source] = field(default_factory=dict)
    explicit: set[Path] = field(default_factory=set)
    rules: tuple[RuleModule, ...] | None = None
    slurm_conf: Mapping[str, Partition] | None = None
    pulsars: tuple[App, ...] | None = None
    notices: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, path: Path, kind: DocumentKind | None, searched: bool = False) -> None:
        """Read a file. If kind is None, recognize the kind by the content.

        searched: the file was found in a folder, so an unrecognized one is no error.
        """
        try:
            self._add(path, kind, searched)
        except OSError as error:
            self.errors.append(f"{path}: {error.strerror or error}.")
        except ClusterError as error:
            self.errors.append(f"{path}: {error}")

    def add_document(self, document: Document) -> None:
        """Add a parsed document, as if an option named it."""
        if isinstance(document, RuleModule):
            self.rules = (*(self.rules or ()), document)
            return
        if isinstance(document, App):
            self.pulsars = (*(self.pulsars or ()), document)
            return
        path = Path(document.source.path)
        self.documents[path] = document
        self.explicit.add(path)

    def add_folder(self, folder: Path) -> None:
        """Read all documents below a folder and ignore other files."""
        for path in _find_files(folder, lambda error: self.errors.append(f"{folder}: {error}.")):
            self.add(path, None, searched=True)

    def add_rules(self, folder: Path) -> None:
        """Read the modules and packages directly below the folder of a rules module."""
        if not folder.is_dir():
            self.errors.append(f"{folder}: expected the folder of a rules module.")
            return
        modules = []
        for path in sorted([*folder.glob("*.py"), *folder.glob("*/__init__.py")]):
            try:
                if path != folder / "__init__.py":
                    modules.append(read_rule_module(read_limited(path), str(path)))
            except (OSError, ClusterError) as error:
                self.errors.append(f"{path}: {error}")
        self.rules = tuple(modules)

    def add_pulsar(self, path: Path, pattern: str) -> None:
        """Read the app.yml of a Pulsar. The pattern matches its runners and destinations."""
        try:
            data = read_limited(path)
            if is_template(decode(data)[0]):
                raise ClusterError(f"{path}: {_TEMPLATE}")
            self.add_document(read_app(data, str(path), pattern))
        except OSError as error:
            self.errors.append(f"{path}: {error.strerror or error}.")
        except ClusterError as error:
            self.errors.append(str(error))

    def paths(self) -> list[Path]:
        """Return the paths of the linted files."""
        pulsars = [Path(app.source.path) for app in self.pulsars or ()]
        return [*self.documents, *self.tpv, *pulsars]

    def contexts(self) -> list[Context]:
        """Return the documents in groups that belong together."""
        shared: dict[str, t.Any] = {
            "rules": self.rules,
            "slurm_conf": self.slurm_conf,
            "pulsars": self.pulsars,
        }
        return [replace(context, **shared) for context in self._contexts()]

    def _add(self, path: Path, kind: DocumentKind | None, searched: bool) -> None:
        data = self._content(path)
        text, content = decode(data)
        found = format_of(kind, text) if kind else recognize(text)
        if found is None and is_tpv(text):
            self.tpv[path] = source_of(data, str(path))
            return
        if found is None:
            if not searched:
                self.errors.append(f"{path}: unknown kind of document; expected {_KINDS}.")
            return
        if is_template(text):
            (self.notices if searched else self.errors).append(f"{path}: {_TEMPLATE}")
            return
        document = read(found, content, str(path), lambda name: self._import(path.parent, name))
        if document is not None:
            self.contents[str(path)] = data
            self.documents[path] = document
            if kind is not None:
                self.explicit.add(path)

    def _content(self, path: Path) -> bytes:
        changed = self.changed.get(str(path))
        return read_limited(path) if changed is None else changed

    def _import(self, folder: Path, name: str) -> bytes | None:
        """Return a macro file of a job_conf, or None if it is missing. Raises ClusterError."""
        data = read_import(folder, name, self._content)
        if data is not None:
            self.contents[str(folder / name)] = data
        return data

    def _contexts(self) -> list[Context]:
        """Return one context if there is at most one document of each kind, else one per folder.

        If a folder has several documents of a kind, each of its documents is a context. Explicit
        documents belong to all contexts.
        """
        if _have_distinct_kinds(self.documents.values()):
            return [together(self.documents.values())]
        explicit = [self.documents[path] for path in self.explicit]
        contexts = []
        for folder in sorted({path.parent for path in self.documents}):
            local = [
                document
                for path, document in self.documents.items()
                if path.parent == folder and path not in self.explicit
            ]
            is_one_group = _have_distinct_kinds([*explicit, *local])
            groups = [local] if is_one_group else [[document] for document in local]
            contexts += [together(_with_explicit(explicit, group)) for group in groups if group]
        return contexts or [together(explicit)]


def _with_explicit(explicit: Sequence[Document], group: Sequence[Document]) -> list[Document]:
    """Return a group and the explicit documents of other kinds."""
    kinds = {type(document) for document in group}
    return [*(document for document in explicit if type(document) not in kinds), *group]


def _have_distinct_kinds(documents: Iterable[Document]) -> bool:
    kinds = [type(document) for document in documents]
    return len(kinds) == len(set(kinds))


def _find_files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield Path(parent, name)


def read_limited(path: Path) -> bytes:
    """Return a file's content; of a file that is too large, enough for its reader to reject it.

    Raises OSError, and ClusterError for anything but a regular file.
    """
    if path.exists() and not path.is_file():
        raise ClusterError("not a file.")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def read_file(path: Path) -> bytes:
    """Return the content of a file. Raises ClusterError with the path."""
    try:
        return read_limited(path)
    except (OSError, ClusterError) as error:
        raise ClusterError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def read_import(
    folder: Path, name: str, read_content: Callable[[Path], bytes] = read_limited
) -> bytes | None:
    """Return an imported file, or None if it cannot be read.

    Raises ClusterError for a file outside the folder, which is never opened.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ClusterError(f"imports '{name}' from outside its folder; such files are not opened.")
    try:
        return read_content(path)
    except (OSError, ValueError):
        return None
