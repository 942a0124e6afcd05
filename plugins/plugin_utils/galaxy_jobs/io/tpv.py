# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""An edge: runs the linter of TPV (total-perspective-vortex) on its files."""

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
from .files import Files, content_of

# It starts Galaxy and mypy: ten seconds, minutes the first time on a busy machine.
_SECONDS = 300


class _Group(t.NamedTuple):
    """Files that TPV merges; whole is False when it may merge others with them."""

    sources: tuple[Source, ...]
    whole: bool


def check(files: Files) -> Context:
    """Return what TPV says of its files; where it cannot be asked, a notice says why."""
    groups = [*_named(files)]
    listed = {source.path for group in groups for source in group.sources}
    groups += (_Group((one,), False) for path, one in files.tpv.items() if str(path) not in listed)
    if not groups:
        return Context()
    command = _command()
    if command is None:
        files.notices.append(
            "The files of TPV are not checked: there is no command 'tpv' beside this Python or on "
            "PATH. Install total-perspective-vortex and galaxy-app there."
        )
        return Context()
    checked = []
    for group in dict.fromkeys(groups):
        try:
            checked.append(Checked(group.sources, _output(command, group.sources), group.whole))
        except ClusterError as error:
            files.notices.append(f"{group.sources[0].path}: not checked by TPV: {error}")
    return Context(tpv=tuple(checked) or None)


def _named(files: Files) -> Iterator[_Group]:
    """Yield the files that destinations of a job_conf name, each time without what is not here."""
    for path, document in files.documents.items():
        for destination in document.destinations if isinstance(document, JobConf) else ():
            yield from _of_destination(files, path.parent, destination)


def _of_destination(files: Files, folder: Path, destination: Destination) -> Iterator[_Group]:
    names = config_files(destination)
    found = {name: source for name in names if (source := _source(files, folder, name))}
    left_out = [name for name in names if name not in found]
    if left_out:
        where = destination.params["tpv_config_files"].value.position
        reason = "URLs are never fetched, other files must be below the folder of the job_conf"
        files.notices.append(f"{where}: TPV is not asked of {', '.join(left_out)}: {reason}.")
    if found:
        yield _Group(tuple(found.values()), not left_out)


def _source(files: Files, folder: Path, name: str) -> Source | None:
    """Return a file of TPV, None for an URL and for what is not below the folder.

    A path of a server may stand for the file of that name that was given.
    """
    if "://" in name:
        return None
    path = folder / name
    if path in files.tpv:
        return files.tpv[path]
    if path.resolve().is_relative_to(folder.resolve()) and path.is_file():
        try:
            return source_of(content_of(path), str(path))
        except (OSError, ClusterError):
            return None
    alike = [source for given, source in files.tpv.items() if given.name == path.name]
    return alike[0] if len(alike) == 1 else None


def _command() -> str | None:
    beside = Path(sys.executable).with_name("tpv")
    return str(beside) if os.access(beside, os.X_OK) else shutil.which("tpv")


def _output(command: str, sources: tuple[Source, ...]) -> str:
    """Return what TPV's linter says, with paths as they were given. Raises ClusterError."""
    shown = {str(Path(source.path).absolute()): source.path for source in sources}
    # Galaxy looks for its configuration where it is started, and mypy leaves its cache there.
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(
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
    if not has_finished(done.stdout):
        last = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()[-1]
        raise ClusterError(f"'{command}' ended with exit code {done.returncode}: {last}")
    output = done.stdout
    for path, name in shown.items():
        output = output.replace(path, name)
    return output
