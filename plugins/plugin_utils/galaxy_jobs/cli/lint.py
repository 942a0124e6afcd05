# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command lint."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io import slurm_conf, tpv
from ..io.files import Files
from ..io.ignore_files import suppressions
from ..io.replace import replace
from ..lint.context import Context
from ..lint.documents import Kind
from ..lint.engine import lint
from ..lint.finding import FAILING, Finding, Suppression
from ..lint.fix import Mended, diff, mend
from ..lint.ignore_file import NAME
from ..lint.report import FORMATS
from ..lint.rules.reading.gj002_skipped_document import SkippedDocument
from .commands import Commands
from .exit_code import ExitCode

_OPTIONS: dict[str, Kind] = {
    "job_conf": "job_conf",
    "tool_destinations": "tool_destinations",
    "resource_params": "resource_params",
}
# The rules are those of these.
_VERSIONS = ("26.1",)
_EXITS = "Exit code: 0 nothing at or above the threshold, 1 findings, 2 unusable call or file."


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser("lint", help="look for mistakes", epilog=_EXITS)
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument(
        "--fail-on", choices=FAILING, default="error", help="the threshold (%(default)s)"
    )
    for option in _OPTIONS:
        flag = f"--{option.replace('_', '-')}"
        parser.add_argument(flag, metavar="FILE", type=Path, help="a file of this kind")
    parser.add_argument("--rules", metavar="DIR", type=Path, help="the folder of a rules module")
    parser.add_argument(
        "--slurm-conf", metavar="FILE", type=Path, help="the slurm.conf of the cluster of the jobs"
    )
    parser.add_argument(
        "--pulsar-config",
        metavar="[ID=]FILE",
        action="append",
        default=[],
        help="the app.yml of a Pulsar; with several, the id of its runner or destination, or a "
        "pattern such as 'far_*', tells whose it is",
    )
    parser.add_argument(
        "--config", metavar="FILE", type=Path, help=f"what to ignore, instead of each {NAME}"
    )
    parser.add_argument(
        "--galaxy-version", choices=_VERSIONS, default=_VERSIONS[-1], help="whose rules hold"
    )
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes")
    parser.add_argument(
        "--diff", action="store_true", help="show what --fix does, or without it would do"
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE|DIR",
        help="files, recognized by their content, or folders to search",
    )
    parser.set_defaults(run=_lint)


def _lint(call: argparse.Namespace) -> int:
    files = _read(call, {})
    of_tpv = tpv.check(files)
    for line in (*files.notices, *files.errors):
        print(line, file=sys.stderr)
    if not (files.paths() or files.rules or of_tpv.tpv or files.errors):
        print("Nothing to lint: name a file, or a folder that holds one.", file=sys.stderr)
        return ExitCode.USAGE
    try:
        ignored = suppressions(call.config, files.paths())
    except ClusterError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    findings: Sequence[Finding] = lint(*files.contexts(), of_tpv, ignored=ignored)
    failed = False
    if call.fix or call.diff:
        findings, failed = _fixed(call, files, findings, of_tpv, ignored)
    print(FORMATS[call.format](findings))
    unread = any(finding.code == SkippedDocument.code for finding in findings)
    return ExitCode.USAGE if failed or files.errors or unread else _code(findings, call.fail_on)


def _fixed(
    call: argparse.Namespace,
    files: Files,
    findings: Sequence[Finding],
    of_tpv: Context,
    ignored: Sequence[Suppression],
) -> tuple[Sequence[Finding], bool]:
    """Return what is left to find, and whether a file could not be written."""

    def lint_again(changed: Mapping[str, bytes]) -> list[Finding]:
        return lint(*_read(call, changed).contexts(), of_tpv, ignored=ignored)

    mended = mend(files.contents, findings, lint_again)
    if call.diff:
        # Machines read the other formats: the diff is not of them.
        out = sys.stdout if call.format == "text" else sys.stderr
        for path, after in mended.contents.items():
            print(diff(path, files.contents[path], after), file=out)
    if not call.fix:
        return findings, False
    written = [_write(path, files.contents[path], mended) for path in mended.contents]
    return lint_again({}), not all(written)


def _write(path: str, before: bytes, mended: Mended) -> bool:
    """Write a file and say so; return whether it could be."""
    count = mended.fixes[path]
    try:
        replace(Path(path), before, mended.contents[path])
    except OSError as error:
        print(f"{path}: not written: {error.strerror or error}.", file=sys.stderr)
        return False
    except ClusterError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return False
    print(f"{path}: {count} finding{'s' if count != 1 else ''} fixed.", file=sys.stderr)
    return True


def _read(call: argparse.Namespace, changed: Mapping[str, bytes]) -> Files:
    files = Files(changed)
    for option, kind in _OPTIONS.items():
        path = getattr(call, option)
        if path is not None:
            files.add(path, kind)
    if call.rules is not None:
        files.add_rules(call.rules)
    if call.slurm_conf is not None:
        slurm_conf.add(files, call.slurm_conf)
    for text in call.pulsar_config:
        pattern, _equals, path = text.rpartition("=")
        files.add_pulsar(Path(path), pattern or "*")
    for path in call.paths:
        if path in files.documents:
            continue
        if path.is_dir():
            files.add_folder(path)
        else:
            files.add(path, None)
    return files


def _code(findings: Sequence[Finding], threshold: str) -> int:
    failing = FAILING[threshold]
    return (
        ExitCode.FINDINGS
        if any(finding.severity in failing for finding in findings)
        else ExitCode.OK
    )
