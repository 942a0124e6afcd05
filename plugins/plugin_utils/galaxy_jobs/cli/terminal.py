# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Colors for terminals.

Terminals recognize path:line:column by themselves and open it in an editor. A hyperlink around it
(OSC 8) could only open the file, so none is written.
"""

from __future__ import annotations

import argparse
import os
import sys
import typing as t
from collections.abc import Mapping

from ..lint.report import Role, Style, plain

_CODES: Mapping[Role, str] = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "code": "1",
    "place": "36",
}


def add_color_option(parser: argparse.ArgumentParser) -> None:
    """Add --color to a command whose text has colors."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="when to color the text; auto: on a terminal, unless NO_COLOR or FORCE_COLOR is set "
        "(%(default)s)",
    )


def style_of(call: argparse.Namespace) -> Style:
    """Return how a call styles its text on standard output."""
    return colored if wants_color(call.color, sys.stdout, os.environ) else plain


def wants_color(choice: str, stream: t.TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether to color. An empty variable counts as not set: no-color.org."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def colored(role: Role, text: str) -> str:
    """Return a text in the color of its role."""
    return f"\033[{_CODES[role]}m{text}\033[0m"
