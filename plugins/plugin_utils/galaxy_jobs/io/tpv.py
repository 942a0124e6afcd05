# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Runs the linter of TPV (total-perspective-vortex) on TPV's files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import typing as t
from collections.abc import Iterator
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..decode import source_of
from ..job_conf.model import Destination, JobConf
from ..lint.context import Context
from ..lint.tpv import Checked, config_files, has_finished
from ..text import Source
from .files import Files, read_limited

# TPV starts Galaxy and mypy: this takes ten seconds, the first time on a busy machine minutes.
_SECONDS = 300


class _Group(t.NamedTuple):
    """Files that TPV merges. complete: TPV merges no other files with them."""

    sources: tuple[Source, ...]
    complete: bool


def check(files: Files) -> Context:
    """Return the results of TPV's linter. If it cannot run, add a notice with the reason."""
    groups = [*_groups_of_destinations(files)]
    listed = {source.path for group in groups for source in group.sources}
    groups += (
        _Group((source,), False) for path, source in files.tpv.items() if str(path) not in listed
    )
    if not groups:
        return Context()
    command = _find_command()
    if command is None:
        files.notices.append(
            "TPV's files are not checked: the command 'tpv' is neither next to this Python nor on "
            "PATH. Install total-perspective-vortex and galaxy-app."
        )
        return Context()
    checked = []
    for group in dict.fromkeys(groups):
        try:
            output = _run(command, group.sources)
            checked.append(Checked(group.sources, output, group.complete))
        except ClusterError as error:
            files.notices.append(f"{group.sources[0].path}: not checked by TPV: {error}")
    return Context(tpv=tuple(checked) or None)


def _groups_of_destinations(files: Files) -> Iterator[_Group]:
    """Yield the readable files of each destination that uses TPV."""
    for path, document in files.documents.items():
        for destination in document.destinations if isinstance(document, JobConf) else ():
            yield from _group_of_destination(files, path.parent, destination)


def _group_of_destination(files: Files, folder: Path, destination: Destination) -> Iterator[_Group]:
    names = config_files(destination)
    found = {name: source for name in names if (source := _find_source(files, folder, name))}
    skipped = [name for name in names if name not in found]
    if skipped:
        position = destination.params["tpv_config_files"].value.position
        reason = "URLs are never fetched; files must be below the folder of the job_conf"
        files.notices.append(f"{position}: TPV does not check {', '.join(skipped)}: {reason}.")
    if found:
        yield _Group(tuple(found.values()), not skipped)


def _find_source(files: Files, folder: Path, name: str) -> Source | None:
    """Return a file of TPV, or None for a URL or a file outside the folder.

    If the name is a path of the server, a given file with the same basename is taken instead.
    """
    if "://" in name:
        return None
    path = folder / name
    if path in files.tpv:
        return files.tpv[path]
    if path.resolve().is_relative_to(folder.resolve()) and path.is_file():
        try:
            return source_of(read_limited(path), str(path))
        except (OSError, ClusterError):
            return None
    same_name = [source for other, source in files.tpv.items() if other.name == path.name]
    return same_name[0] if len(same_name) == 1 else None


def _find_command() -> str | None:
    beside_python = Path(sys.executable).with_name("tpv")
    return str(beside_python) if os.access(beside_python, os.X_OK) else shutil.which("tpv")


def _run(command: str, sources: tuple[Source, ...]) -> str:
    """Return the output of TPV's linter, with paths as the call has them. Raises ClusterError."""
    shown = {str(Path(source.path).absolute()): source.path for source in sources}
    # Galaxy looks for its configuration in the working directory; mypy leaves its cache there.
    with tempfile.TemporaryDirectory() as empty:
        try:
            ended = subprocess.run(
                [command, "-vv", "lint", *shown],
                cwd=empty,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ClusterError(f"'{command}' took more than {_SECONDS} seconds.") from None
        except OSError as error:
            raise ClusterError(f"'{command}' cannot be run: {error.strerror}.") from None
    if not has_finished(ended.stdout):
        last = (ended.stderr.strip() or ended.stdout.strip() or "no output").splitlines()[-1]
        raise ClusterError(f"'{command}' ended with exit code {ended.returncode}: {last}")
    output = ended.stdout
    for path, name in shown.items():
        output = output.replace(path, name)
    return output
