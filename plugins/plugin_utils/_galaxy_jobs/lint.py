# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command lint."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ...module_utils._lint.documents import Kind
from ...module_utils._lint.engine import lint
from ...module_utils._lint.finding import FAILING, Finding
from ...module_utils._lint.report import FORMATS
from ...module_utils._lint.rules.gj002_not_checked import NotChecked
from . import slurm_conf
from .exits import FOUND, NOTHING, UNUSABLE, Commands
from .files import Files

_OPTIONS: dict[str, Kind] = {
    "job_conf": "job_conf",
    "tool_destinations": "tool_destinations",
    "resource_params": "resource_params",
}
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
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE|DIR",
        help="files, recognised by their content, or folders to search",
    )
    parser.set_defaults(run=_lint)


def _lint(call: argparse.Namespace) -> int:
    files = _read(call)
    for line in (*files.notices, *files.errors):
        print(line, file=sys.stderr)
    if not files.documents and not files.rules and not files.errors:
        print("Nothing to lint: name a file, or a folder that holds one.", file=sys.stderr)
        return UNUSABLE
    found = {finding for context in files.contexts() for finding in lint(context)}
    findings = sorted(found, key=lambda finding: finding.order)
    print(FORMATS[call.format](findings))
    unread = any(finding.code == NotChecked.code for finding in findings)
    return UNUSABLE if files.errors or unread else _code(findings, call.fail_on)


def _read(call: argparse.Namespace) -> Files:
    files = Files()
    for option, kind in _OPTIONS.items():
        path = getattr(call, option)
        if path is not None:
            files.add(path, kind)
    if call.rules is not None:
        files.add_rules(call.rules)
    if call.slurm_conf is not None:
        slurm_conf.add(files, call.slurm_conf)
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
    return FOUND if any(finding.severity in failing for finding in findings) else NOTHING
