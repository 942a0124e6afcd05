# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command line of galaxy-jobs: one module per command."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
import typing as t
from collections.abc import Sequence
from importlib import import_module

from .exit_code import ExitCode
from .version import version

# The module of each command. Only the called command's module is imported.
_MODULES = {
    "lint": "lint",
    "convert": "convert",
    "route": "route",
    "test": "test",
    "graph": "graph",
    "explain": "explain",
    "rules": "explain",
}


class _Version(argparse.Action):
    """Prints the version, which is read from a file only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_arguments: t.Any) -> t.NoReturn:
        print(f"{parser.prog} {version()}")
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Arguments default to those of the process."""
    # Values, spans and findings live as long as the process. The garbage collector would scan
    # them again and again while they grow, and free next to nothing.
    gc.disable()
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = make_parser(arguments)
    _complete(parser)
    call = parser.parse_args(arguments)
    try:
        code: int = call.run(call)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader closed the pipe, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FINDINGS
    return code


def make_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of the called command, or of all commands."""
    parser = argparse.ArgumentParser(
        prog="galaxy-jobs",
        description="Check, convert, test and draw the job configuration of a Galaxy server.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    called = _MODULES.get(arguments[0]) if arguments else None
    for module in [called] if called else dict.fromkeys(_MODULES.values()):
        import_module(f".{module}", __package__).add(commands)
    return parser


def _complete(parser: argparse.ArgumentParser) -> None:
    """Answer a shell that asks for completions, if argcomplete is installed."""
    if "_ARGCOMPLETE" not in os.environ:
        return
    with contextlib.suppress(ImportError):
        import_module("argcomplete").autocomplete(parser)
