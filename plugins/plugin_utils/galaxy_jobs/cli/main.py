# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command line of galaxy-jobs: each command is a module of its own."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from .exit_code import FOUND

# The module of each command. Only that of the one that is called is imported.
_MODULES = {
    "lint": "lint",
    "convert": "convert",
    "route": "route",
    "test": "test",
    "graph": "graph",
    "explain": "explain",
    "rules": "explain",
}


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    # Values, places and findings live as long as the process. The collector goes through all of
    # them again and again while they grow, and frees next to nothing.
    gc.disable()
    parser = _parser(arguments)
    call = parser.parse_args(arguments)
    try:
        code: int = call.run(call)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    return code


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of all commands, or of the one that is called."""
    parser = argparse.ArgumentParser(
        prog="galaxy-jobs",
        description="Finds mistakes in Galaxy's job configuration, converts it, and says where "
        "jobs would go.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    called = _MODULES.get(arguments[0]) if arguments else None
    for module in [called] if called else dict.fromkeys(_MODULES.values()):
        import_module(f".{module}", __package__).add(commands)
    return parser
