# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command convert."""

from __future__ import annotations

import argparse
import sys
import typing as t
from collections.abc import Iterable
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io.files import Files
from ..io.replace import write_atomically
from ..job_conf.convert import convert
from ..job_conf.model import JobConf, Syntax
from ..lint.context import Context
from ..lint.documents import format_of, read
from ..lint.engine import lint
from ..lint.finding import Finding
from .commands import Commands
from .exit_code import ExitCode

_FORMATS: dict[str, Syntax] = {".xml": "xml", ".yml": "yaml", ".yaml": "yaml"}
_EXITS = (
    "Exit code: 0 written, 1 cannot be converted, 2 invalid options or unreadable or unwritable "
    "files."
)


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "convert",
        help="rewrite a job_conf in the other format, or reformat it",
        description="Rewrite a job_conf in the other format, or reformat it, without changing what "
        "Galaxy does. Differences and omissions are printed with their places in SRC.",
        epilog=_EXITS,
    )
    parser.add_argument("--force", action="store_true", help="overwrite DEST")
    parser.add_argument(
        "source", type=Path, metavar="SRC", help="job_conf, galaxy.yml or universe_wsgi.ini"
    )
    parser.add_argument(
        "destination", type=Path, metavar="DEST", help="new file: .xml, .yml or .yaml"
    )
    parser.set_defaults(run=_convert)


class _ConversionError(Exception):
    """The conversion failed. Carries lines for standard error, and the exit code."""

    def __init__(self, *lines: str, code: ExitCode = ExitCode.USAGE) -> None:
        super().__init__("\n".join(lines))
        self.code = code


def _convert(call: argparse.Namespace) -> int:
    source, destination = call.source, call.destination
    try:
        syntax = _syntax_of(destination, call.force)
        conf = _read(source)
        text, notes = _converted(conf, syntax, source, destination)
        imports = [source.parent / item.path.data for item in conf.imports]
        _write(text, destination, [source, *imports])
    except _ConversionError as error:
        print(error, file=sys.stderr)
        return error.code
    except OSError as error:
        print(f"{destination}: {error.strerror or error}.", file=sys.stderr)
        return ExitCode.USAGE
    for note in notes:
        print(note, file=sys.stderr)
    return ExitCode.OK


def _syntax_of(destination: Path, overwrite: bool) -> Syntax:
    """Return the syntax of a new file by its suffix. Raises _ConversionError."""
    syntax = _FORMATS.get(destination.suffix)
    if syntax is None:
        suffixes = ", ".join(_FORMATS)
        raise _ConversionError(f"{destination}: unknown suffix; expected one of {suffixes}.")
    if destination.exists() and not overwrite:
        raise _ConversionError(f"{destination} already exists. Use --force to overwrite it.")
    return syntax


def _read(source: Path) -> JobConf:
    """Return a job_conf. Raises _ConversionError."""
    files = Files()
    files.add(source, None)
    conf = files.documents.get(source)
    if not isinstance(conf, JobConf):
        raise _ConversionError(*(files.errors or [f"{source}: expected a job configuration."]))
    return conf


def _converted(
    conf: JobConf, syntax: Syntax, source: Path, destination: Path
) -> tuple[str, Iterable[object]]:
    """Return the new text, and notes about differences. Raises _ConversionError."""
    try:
        converted = convert(conf, syntax)
    except ClusterError as error:
        reason = f"{destination} was not written."
        raise _ConversionError(str(error), reason, code=ExitCode.FINDINGS) from None
    rejected = _newly_rejected(conf, converted.text, destination)
    if rejected:
        lines = (f"{finding.place.position}: {finding.message}" for finding in rejected)
        reason = f"Galaxy would reject the converted {source}; {destination} was not written."
        raise _ConversionError(*lines, reason, code=ExitCode.FINDINGS)
    return converted.text, converted.notes


def _newly_rejected(old: JobConf, text: str, path: Path) -> list[Finding]:
    """Return findings with which Galaxy does not start, except those of the old document."""
    new = t.cast("JobConf", read(format_of("job_conf", text), text, str(path), lambda _path: None))
    known = {finding.code for finding in lint(Context(job_conf=old))}
    findings = lint(Context(job_conf=new))
    return [
        finding for finding in findings if finding.effect == "startup" and finding.code not in known
    ]


def _write(text: str, path: Path, sources: Iterable[Path]) -> None:
    """Write a file that only those can read who can read all of its sources."""
    stats = [file.stat() for file in (path, *sources) if file.exists()]
    mode = 0o777
    for stat in stats:
        mode &= stat.st_mode
    content = text.encode()
    try:
        write_atomically(path.resolve(), content, mode, (stats[0].st_uid, stats[0].st_gid))
    except PermissionError:  # the file gets another group, which gets no rights
        write_atomically(path.resolve(), content, mode & 0o707, None)
