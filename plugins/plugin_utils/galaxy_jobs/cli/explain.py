# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The commands explain and rules: documentation of lint rules."""

from __future__ import annotations

import argparse
import inspect
import sys

from ...spelling import did_you_mean
from ..lint.report import summary_of
from ..lint.rule import Rule
from ..lint.rules import RULES
from .commands import Commands
from .exit_code import ExitCode


def add(commands: Commands) -> None:
    """Add the commands to the parser of galaxy-jobs."""
    explain = commands.add_parser("explain", help="explain a lint rule")
    explain.add_argument("code", metavar="CODE", help="code of the rule, such as GJ151")
    explain.set_defaults(run=_explain)
    commands.add_parser("rules", help="list all lint rules").set_defaults(run=_list_rules)


def _explain(call: argparse.Namespace) -> int:
    codes = {rule.code: rule for rule in RULES}
    rule = codes.get(call.code.upper())
    if rule is None:
        print(f"Unknown rule '{call.code}'.{did_you_mean(call.code, codes)}", file=sys.stderr)
        return ExitCode.USAGE
    print(f"{_row(rule)}\n\n{inspect.getdoc(rule)}")
    return ExitCode.OK


def _list_rules(_call: argparse.Namespace) -> int:
    for rule in RULES:
        print(f"{_row(rule):<48}  {summary_of(rule)}")
    return ExitCode.OK


def _row(rule: Rule) -> str:
    return f"{rule.code}  {rule.severity:<7}  {rule.effect:<7}  {rule.name}"
