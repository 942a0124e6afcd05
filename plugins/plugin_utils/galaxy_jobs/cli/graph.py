# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command graph."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io import slurm_conf
from ..routing.draw import as_dot, as_html, as_mermaid
from ..routing.graph import Graph, graph
from .commands import Commands
from .exit_code import ExitCode
from .routing_options import add_options, router_of

_PAGE = Path(__file__).with_name("graph.html")
_EXITS = "Exit code: 0 drawn, 2 unusable call or file, or Graphviz is missing."


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "graph",
        help="draw all ways that jobs may go",
        description="Rules in Python are not run: their texts tell what they name.",
        epilog=_EXITS,
    )
    add_options(parser)
    parser.add_argument("--tool", metavar="ID", help="only the ways of this tool")
    parser.add_argument(
        "--slurm-conf", metavar="FILE", type=Path, help="the slurm.conf of the cluster of the jobs"
    )
    parser.add_argument(
        "--format",
        choices=("svg", "html", "mermaid"),
        default="svg",
        help="svg and html are drawn by Graphviz (%(default)s)",
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="instead of standard output")
    parser.set_defaults(run=_graph)


def _graph(call: argparse.Namespace) -> int:
    try:
        partitions = slurm_conf.read(call.slurm_conf) if call.slurm_conf else None
        with router_of(call) as router:
            text = _drawn(graph(router, partitions, call.tool), call.format)
        if call.output is None:
            print(text, end="")
        else:
            call.output.write_text(text, encoding="utf-8")
    except ClusterError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    except OSError as error:
        print(f"{call.output}: {error.strerror or error}.", file=sys.stderr)
        return ExitCode.USAGE
    return ExitCode.OK


def _drawn(drawing: Graph, kind: str) -> str:
    if kind == "mermaid":
        return as_mermaid(drawing)
    svg = _by_graphviz(as_dot(drawing))
    return svg if kind == "svg" else as_html(drawing, svg, _PAGE.read_text(encoding="utf-8"))


def _by_graphviz(text: str) -> str:
    """Return the picture of a graph. Raises ClusterError when Graphviz does not draw it."""
    try:
        done = subprocess.run(
            ["dot", "-Tsvg"], input=text, capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        raise ClusterError(
            "Graphviz draws this, and its program 'dot' is not there: install the package "
            "graphviz, or take --format mermaid, which needs none."
        ) from None
    if done.returncode:
        raise ClusterError(f"Graphviz does not draw this: {done.stderr.strip()}")
    return done.stdout
