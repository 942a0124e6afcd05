# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command graph."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io.slurm_conf import read_partitions
from ..routing.graph import draw
from ..routing.graph_formats import as_dot, as_html, as_mermaid
from ..routing.graph_model import Graph
from .commands import Commands
from .exit_code import ExitCode
from .routing_options import add_options, router_of

_PAGE = Path(__file__).with_name("graph.html")
_EXITS = "Exit code: 0 drawn, 2 invalid options, unreadable files, or Graphviz is not installed."


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "graph",
        help="draw the whole configuration: tools, rules, destinations, runners",
        description="Draw the whole configuration: tools, rules, destinations, runners. Python "
        "rules are not run; destination names are taken from their source.",
        epilog=_EXITS,
    )
    add_options(parser)
    parser.add_argument("--tool", metavar="ID", help="draw this tool only")
    parser.add_argument(
        "--slurm-conf",
        metavar="FILE",
        type=Path,
        help="slurm.conf of the cluster the jobs are submitted to",
    )
    parser.add_argument(
        "--format",
        choices=("svg", "html", "mermaid"),
        default="svg",
        help="output format; svg and html require Graphviz (%(default)s)",
    )
    parser.add_argument(
        "--output", metavar="FILE", type=Path, help="file to write (default: standard output)"
    )
    parser.set_defaults(run=_graph)


def _graph(call: argparse.Namespace) -> int:
    try:
        partitions = read_partitions(call.slurm_conf) if call.slurm_conf else None
        with router_of(call) as router:
            text = _render(draw(router, partitions, call.tool), call.format)
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


def _render(graph: Graph, output_format: str) -> str:
    if output_format == "mermaid":
        return as_mermaid(graph)
    svg = _run_graphviz(as_dot(graph))
    return svg if output_format == "svg" else as_html(graph, svg, _PAGE.read_text("utf-8"))


def _run_graphviz(dot: str) -> str:
    """Return the graph as SVG. Raises ClusterError if Graphviz fails or is not installed."""
    try:
        ended = subprocess.run(
            ["dot", "-Tsvg"], input=dot, capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        raise ClusterError(
            "Graphviz is required, but its program 'dot' is not installed. Install the package "
            "graphviz, or use --format mermaid."
        ) from None
    if ended.returncode:
        raise ClusterError(f"Graphviz failed: {ended.stderr.strip()}")
    return ended.stdout
