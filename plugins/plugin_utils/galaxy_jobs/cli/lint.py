# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command lint."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io import tpv
from ..io.files import Files
from ..io.ignore_files import suppressions
from ..io.replace import replace_content
from ..io.slurm_conf import add_partitions
from ..lint.context import Context
from ..lint.documents import DocumentKind
from ..lint.engine import lint
from ..lint.finding import FAILING, Finding, Suppression
from ..lint.fix import FixResult, apply_fixes, diff
from ..lint.ignore_file import CONFIG_NAME
from ..lint.report import FORMATS, as_text
from ..lint.rules.reading.gj002_skipped_document import SkippedDocument
from ..words import plural
from .commands import Commands
from .exit_code import ExitCode
from .terminal import add_color_option, style_of

_KINDS: Mapping[DocumentKind, str] = {
    "job_conf": "job_conf (XML or YAML)",
    "tool_destinations": "tool_destinations.yml",
    "resource_params": "job_resource_params_conf.xml",
}
# The rules describe these versions.
_VERSIONS = ("26.1",)
_EXITS = (
    "Exit code: 0 no findings at or above the threshold, 1 findings, 2 invalid options or "
    "unreadable files."
)


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "lint",
        help="find mistakes",
        description="Find what Galaxy rejects, what makes jobs fail and what Galaxy ignores.",
        epilog=_EXITS,
    )
    _add_files(parser)
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help=f"rules to ignore (default: each {CONFIG_NAME} above the files)",
    )
    parser.add_argument(
        "--galaxy-version",
        choices=_VERSIONS,
        default=_VERSIONS[-1],
        help="Galaxy version to check against (%(default)s)",
    )
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes")
    parser.add_argument("--diff", action="store_true", help="print the fixes as a diff")
    parser.add_argument(
        "--fail-on",
        choices=FAILING,
        default="error",
        help="lowest severity that makes the command fail (%(default)s)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="output format (%(default)s)"
    )
    add_color_option(parser)
    parser.set_defaults(run=_lint)


def _add_files(parser: argparse.ArgumentParser) -> None:
    for kind, text in _KINDS.items():
        flag = f"--{kind.replace('_', '-')}"
        parser.add_argument(flag, metavar="FILE", type=Path, help=text)
    parser.add_argument("--rules", metavar="DIR", type=Path, help="folder of a rules module")
    parser.add_argument(
        "--slurm-conf",
        metavar="FILE",
        type=Path,
        help="slurm.conf of the cluster the jobs are submitted to",
    )
    parser.add_argument(
        "--pulsar-config",
        metavar="[ID=]FILE",
        action="append",
        default=[],
        help="app.yml of a Pulsar server; ID is its runner or destination, or a pattern such as "
        "'far_*', and may be omitted for a single server",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE|DIR",
        help="files, recognized by their content, or folders to search",
    )


def _lint(call: argparse.Namespace) -> int:
    files = _read(call, {})
    tpv_results = tpv.check(files)
    for line in (*files.notices, *files.errors):
        print(line, file=sys.stderr)
    is_empty = not (files.paths() or files.rules or tpv_results.tpv)
    if is_empty and not files.errors:
        print("Nothing to lint. Name a file, or a folder with documents.", file=sys.stderr)
    # Programs that read another format expect a document of it even then.
    if is_empty and (call.format == "text" or not files.errors):
        return ExitCode.USAGE
    try:
        ignored = suppressions(call.config, files.paths())
    except ClusterError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    findings: Sequence[Finding] = lint(*files.contexts(), tpv_results, ignored=ignored)
    all_written = True
    if call.fix or call.diff:
        findings, all_written = _fix(call, files, findings, tpv_results, ignored)
    _print_findings(call, findings)
    is_unreadable = any(finding.code == SkippedDocument.code for finding in findings)
    if files.errors or is_unreadable or not all_written:
        return ExitCode.USAGE
    failing = FAILING[call.fail_on]
    has_failing = any(finding.severity in failing for finding in findings)
    return ExitCode.FINDINGS if has_failing else ExitCode.OK


def _print_findings(call: argparse.Namespace, findings: Sequence[Finding]) -> None:
    if call.format == "text":
        print(as_text(findings, style_of(call)))
    else:
        print(FORMATS[call.format](findings))


def _fix(
    call: argparse.Namespace,
    files: Files,
    findings: Sequence[Finding],
    tpv_results: Context,
    ignored: Sequence[Suppression],
) -> tuple[Sequence[Finding], bool]:
    """Apply or print the fixes. Return the findings that remain, and whether all was written."""

    def lint_again(changed: Mapping[str, bytes]) -> list[Finding]:
        return lint(*_read(call, changed).contexts(), tpv_results, ignored=ignored)

    fixed = apply_fixes(files.contents, findings, lint_again)
    if call.diff:
        # Programs read the other formats from standard output.
        stream = sys.stdout if call.format == "text" else sys.stderr
        for path, content in fixed.contents.items():
            print(diff(path, files.contents[path], content), file=stream)
    if not call.fix:
        return findings, True
    written = [_write(path, files.contents[path], fixed) for path in fixed.contents]
    return lint_again({}), all(written)


def _write(path: str, before: bytes, fixed: FixResult) -> bool:
    """Write a fixed file and report it. Return whether it was written."""
    try:
        replace_content(Path(path), before, fixed.contents[path])
    except OSError as error:
        print(f"{path}: not written: {error.strerror or error}.", file=sys.stderr)
        return False
    except ClusterError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return False
    print(f"{path}: {plural(fixed.fixes[path], 'finding')} fixed.", file=sys.stderr)
    return True


def _read(call: argparse.Namespace, changed: Mapping[str, bytes]) -> Files:
    files = Files(changed)
    for kind in _KINDS:
        path = getattr(call, kind)
        if path is not None:
            files.add(path, kind)
    if call.rules is not None:
        files.add_rules(call.rules)
    if call.slurm_conf is not None:
        add_partitions(files, call.slurm_conf)
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
