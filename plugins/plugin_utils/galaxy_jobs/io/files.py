# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The files that a call names or that its folders hold, read and put together."""

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
from ..lint.documents import Kind, decode, format_of, is_template, read, recognize, together
from ..lint.tpv import is_tpv
from ..pulsar.read import App
from ..pulsar.read import read as read_app
from ..rule_modules.model import RuleModule
from ..rule_modules.read import read as read_rule_module
from ..text import LARGEST, Source

SUFFIXES = (".xml", ".yml", ".yaml")
_TEMPLATE = "a Jinja template is not checked: lint what is made of it."


@dataclass
class Files:
    """What was read, by path, what was passed over, and what could not be read.

    changed are new contents by path, which stand for those of the disk; contents are all that was
    read of documents and of the macro files that they import. tpv are the files of TPV: only its
    own linter reads those.
    """

    changed: Mapping[str, bytes] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    documents: dict[Path, Document] = field(default_factory=dict)
    tpv: dict[Path, Source] = field(default_factory=dict)
    named: set[Path] = field(default_factory=set)
    rules: tuple[RuleModule, ...] | None = None
    slurm_conf: Mapping[str, Partition] | None = None
    pulsars: tuple[App, ...] | None = None
    notices: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, path: Path, kind: Kind | None, searched: bool = False) -> None:
        """Read a file; without a kind its content tells which it is."""
        try:
            self._add(path, kind, searched)
        except OSError as error:
            self.errors.append(f"{path}: {error.strerror or error}.")
        except ClusterError as error:
            self.errors.append(f"{path}: {error}")

    def give(self, document: Document) -> None:
        """Add a document that was read already, as one that an option names."""
        if isinstance(document, RuleModule):
            self.rules = (*(self.rules or ()), document)
            return
        if isinstance(document, App):
            self.pulsars = (*(self.pulsars or ()), document)
            return
        path = Path(document.source.path)
        self.documents[path] = document
        self.named.add(path)

    def add_folder(self, folder: Path) -> None:
        """Read all documents below a folder; other files are passed over."""
        for path in _below(folder, lambda error: self.errors.append(f"{folder}: {error}.")):
            self.add(path, None, searched=True)

    def add_rules(self, folder: Path) -> None:
        """Read the modules and packages right below the folder of a rules module."""
        if not folder.is_dir():
            self.errors.append(f"{folder}: expected the folder of a rules module.")
            return
        modules = []
        for path in sorted([*folder.glob("*.py"), *folder.glob("*/__init__.py")]):
            try:
                if path != folder / "__init__.py":
                    modules.append(read_rule_module(content_of(path), str(path)))
            except (OSError, ClusterError) as error:
                self.errors.append(f"{path}: {error}")
        self.rules = tuple(modules)

    def add_pulsar(self, path: Path, pattern: str) -> None:
        """Read the app.yml of a Pulsar, for the runners and destinations that fit a pattern."""
        try:
            data = content_of(path)
            if is_template(decode(data)[0]):
                raise ClusterError(f"{path}: {_TEMPLATE}")
            self.give(read_app(data, str(path), pattern))
        except OSError as error:
            self.errors.append(f"{path}: {error.strerror or error}.")
        except ClusterError as error:
            self.errors.append(str(error))

    def paths(self) -> list[Path]:
        """Return the paths of what is linted."""
        pulsars = [Path(app.source.path) for app in self.pulsars or ()]
        return [*self.documents, *self.tpv, *pulsars]

    def _add(self, path: Path, kind: Kind | None, searched: bool) -> None:
        data = self._content(path)
        text, content = decode(data)
        found = format_of(kind, text) if kind else recognize(text)
        if found is None and is_tpv(text):
            self.tpv[path] = source_of(data, str(path))
            return
        if found is None:
            if not searched:
                expected = "a job_conf, tool destinations, resource parameters or a file of TPV"
                self.errors.append(f"{path}: not recognized: expected {expected}.")
            return
        if is_template(text):
            message = f"{path}: {_TEMPLATE}"
            (self.notices if searched else self.errors).append(message)
            return
        document = read(found, content, str(path), lambda name: self._import(path.parent, name))
        if document is not None:
            self.contents[str(path)] = data
            self.documents[path] = document
            if kind is not None:
                self.named.add(path)

    def _content(self, path: Path) -> bytes:
        """Return a file's content, of a large one so much that readers refuse it."""
        changed = self.changed.get(str(path))
        return content_of(path) if changed is None else changed

    def _import(self, folder: Path, name: str) -> bytes | None:
        """Return a macro file of a job_conf, None when it is not there. Raises ClusterError."""
        data = read_import(folder, name, self._content)
        if data is not None:
            self.contents[str(folder / name)] = data
        return data

    def contexts(self) -> list[Context]:
        """Return the documents put together, each time with what goes with any of them."""
        shared: dict[str, t.Any] = {
            "rules": self.rules,
            "slurm_conf": self.slurm_conf,
            "pulsars": self.pulsars,
        }
        return [replace(context, **shared) for context in self._contexts()]

    def _contexts(self) -> list[Context]:
        """Return the documents put together: all, when there is at most one of each kind.

        Otherwise those of one folder belong together, if they can; documents that options name
        belong to all.
        """
        if _of_different_kinds(self.documents.values()):
            return [together(self.documents.values())]
        shared = [self.documents[path] for path in self.named]
        contexts = []
        for folder in sorted({path.parent for path in self.documents}):
            here = [
                document
                for path, document in self.documents.items()
                if path.parent == folder and path not in self.named
            ]
            groups = [here] if _of_different_kinds([*shared, *here]) else [[one] for one in here]
            contexts += [together(_with(shared, group)) for group in groups if group]
        return contexts or [together(shared)]


def _with(shared: Sequence[Document], group: Sequence[Document]) -> list[Document]:
    kinds = {type(document) for document in group}
    return [*(one for one in shared if type(one) not in kinds), *group]


def _of_different_kinds(documents: Iterable[Document]) -> bool:
    kinds = [type(document) for document in documents]
    return len(kinds) == len(set(kinds))


def _below(folder: Path, failed: Callable[[OSError], None]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield Path(parent, name)


def content_of(path: Path) -> bytes:
    """Return a file's content, of a large one so much that readers refuse it."""
    if path.exists() and not path.is_file():
        raise ClusterError("not a file.")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def named(path: Path) -> bytes:
    """Return the content of a file that a call or a table names. Raises ClusterError."""
    try:
        return content_of(path)
    except (OSError, ClusterError) as error:
        raise ClusterError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def read_import(
    folder: Path, name: str, content: Callable[[Path], bytes] = content_of
) -> bytes | None:
    """Return a macro file of a job_conf, None when it is not there.

    Raises ClusterError for one that is not below the folder: nothing else is opened.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ClusterError(f"imports '{name}', which is not below its folder: it is not opened.")
    try:
        return content(path)
    except (OSError, ValueError):
        return None
