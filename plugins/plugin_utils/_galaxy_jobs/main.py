# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command line of galaxy-jobs: each command is a module of its own."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from . import convert, explain, lint
from .exits import FOUND


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    # Values, places and findings live as long as the process. The collector goes through all of
    # them again and again while they grow, and frees next to nothing.
    gc.disable()
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
        prog="galaxy-jobs",
        description="Finds mistakes in Galaxy's job configuration, and converts it.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (lint, convert, explain):
        command.add(commands)
    return parser
