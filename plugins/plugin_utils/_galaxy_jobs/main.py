# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The arguments of galaxy-jobs, and what it prints and returns."""

from __future__ import annotations

import argparse
import inspect
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ...module_utils._lint.documents import Kind
from ...module_utils._lint.engine import lint
from ...module_utils._lint.finding import Finding, Severity
from ...module_utils._lint.report import FORMATS, summary_of
from ...module_utils._lint.rule import Rule
from ...module_utils._lint.rules import RULES
from ...module_utils._lint.rules.gj002_not_checked import NotChecked
from ...module_utils._lint.words import did_you_mean
from .files import Files

NOTHING, FOUND, UNUSABLE = 0, 1, 2

_FAILING: dict[str, tuple[Severity, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "never": (),
}
_OPTIONS: dict[str, Kind] = {
    "job_conf": "job_conf",
    "tool_destinations": "tool_destinations",
    "resource_params": "resource_params",
}


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    parser = _parser()
    call = parser.parse_args(arguments)
    try:
        code: int = call.run(call)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="galaxy-jobs", description="Finds mistakes in Galaxy's job configuration."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_lint(commands.add_parser("lint", help="look for mistakes", epilog=_EXITS))
    explain = commands.add_parser("explain", help="say what a code means")
    explain.add_argument("code", metavar="CODE")
    explain.set_defaults(run=_explain)
    commands.add_parser("rules", help="list all rules").set_defaults(run=_rules)
    return parser


_EXITS = "Exit code: 0 nothing at or above the threshold, 1 findings, 2 unusable call or file."


def _add_lint(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument(
        "--fail-on", choices=_FAILING, default="error", help="the threshold (%(default)s)"
    )
    for option in _OPTIONS:
        flag = f"--{option.replace('_', '-')}"
        parser.add_argument(flag, metavar="FILE", type=Path, help="a file of this kind")
    parser.add_argument("--rules", metavar="DIR", type=Path, help="the folder of a rules module")
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
    for path in call.paths:
        if path in files.documents:
            continue
        if path.is_dir():
            files.add_folder(path)
        else:
            files.add(path, None)
    return files


def _code(findings: Sequence[Finding], threshold: str) -> int:
    failing = _FAILING[threshold]
    return FOUND if any(finding.severity in failing for finding in findings) else NOTHING


def _explain(call: argparse.Namespace) -> int:
    codes = {rule.code: rule for rule in RULES}
    rule = codes.get(call.code.upper())
    if rule is None:
        print(f"No rule '{call.code}'.{did_you_mean(call.code, codes)}", file=sys.stderr)
        return UNUSABLE
    print(f"{_row(rule)}\n\n{inspect.getdoc(rule)}")
    return NOTHING


def _rules(_call: argparse.Namespace) -> int:
    for rule in RULES:
        print(f"{_row(rule):<48}  {summary_of(rule)}")
    return NOTHING


def _row(rule: Rule) -> str:
    return f"{rule.code}  {rule.severity:<7}  {rule.effect:<7}  {rule.name}"
