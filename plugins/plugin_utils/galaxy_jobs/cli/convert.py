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
from ..io.replace import put
from ..job_conf.convert import convert
from ..job_conf.model import JobConf, Syntax
from ..lint.context import Context
from ..lint.documents import format_of, read
from ..lint.engine import lint
from ..lint.finding import Finding
from .commands import Commands
from .exit_code import ExitCode

_FORMATS: dict[str, Syntax] = {".xml": "xml", ".yml": "yaml", ".yaml": "yaml"}
_EXITS = "Exit code: 0 written, 1 cannot be converted, 2 unusable call or file."


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "convert",
        help="write a job_conf anew, or in the other format",
        description="What is different, or left out, is printed with its place in SRC.",
        epilog=_EXITS,
    )
    parser.add_argument("--force", action="store_true", help="overwrite DEST")
    parser.add_argument(
        "source", type=Path, metavar="SRC", help="job_conf, galaxy.yml or universe_wsgi.ini"
    )
    parser.add_argument(
        "destination", type=Path, metavar="DEST", help="the new file: .xml, .yml or .yaml"
    )
    parser.set_defaults(run=_convert)


def _convert(call: argparse.Namespace) -> int:
    source, destination = call.source, call.destination
    syntax = _FORMATS.get(destination.suffix)
    if syntax is None:
        return _stop(f"{destination}: expected a name that ends in {', '.join(_FORMATS)}.")
    if destination.exists() and not call.force:
        return _stop(f"{destination} is there already: --force overwrites it.")
    files = Files()
    files.add(source, None)
    conf = files.documents.get(source)
    if not isinstance(conf, JobConf):
        return _stop(*(files.errors or [f"{source}: expected a job configuration."]))
    try:
        converted = convert(conf, syntax)
    except ClusterError as error:
        return _stop(str(error), f"{destination} was not written.", code=ExitCode.FINDINGS)
    refused = _refused(conf, converted.text, destination)
    if refused:
        lines = (f"{one.place.position}: {one.message}" for one in refused)
        reason = f"Galaxy would refuse what {source} becomes; {destination} was not written."
        return _stop(*lines, reason, code=ExitCode.FINDINGS)
    try:
        _write(converted.text, destination, [source, *_imports(source, conf)])
    except OSError as error:
        return _stop(f"{destination}: {error.strerror or error}.")
    for note in converted.notes:
        print(note, file=sys.stderr)
    return ExitCode.OK


def _stop(*lines: str, code: int = ExitCode.USAGE) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return code


def _refused(old: JobConf, text: str, path: Path) -> list[Finding]:
    """Return for what Galaxy would refuse the new document and did not refuse the old one."""
    new = t.cast("JobConf", read(format_of("job_conf", text), text, str(path), lambda _path: None))
    known = {finding.code for finding in lint(Context(job_conf=old))}
    findings = lint(Context(job_conf=new))
    return [one for one in findings if one.effect == "startup" and one.code not in known]


def _imports(source: Path, conf: JobConf) -> list[Path]:
    return [source.parent / one.path.data for one in conf.imports]


def _write(text: str, path: Path, sources: Iterable[Path]) -> None:
    """Write a file that nobody can read who cannot read what it was made of."""
    stats = [one.stat() for one in (path, *sources) if one.exists()]
    mode = 0o777
    for stat in stats:
        mode &= stat.st_mode
    try:
        put(path.resolve(), text.encode(), mode, (stats[0].st_uid, stats[0].st_gid))
    except PermissionError:  # another group: what the old one may is none of its business
        put(path.resolve(), text.encode(), mode & 0o707, None)
