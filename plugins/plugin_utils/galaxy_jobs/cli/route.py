# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command route."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io.slurm_conf import read_partitions
from ..job import Job
from ..job_conf.start import TOOL_CLASSES
from ..routing.cluster import on_cluster
from ..routing.condition import FAILURES
from ..routing.job_fields import as_dataset, as_resources, as_tool, as_user, nested, pair
from ..routing.model import Route
from ..routing.report import as_json, as_text, is_known, may_fail
from ..routing.resubmit import attempts
from ..routing.route import Router
from .commands import Commands
from .compare import compare
from .exit_code import ExitCode
from .routing_options import add_options, parse_values, router_of

_EXITS = (
    "Exit code: 0 the job gets a destination, 1 Galaxy fails it or may fail it, 2 invalid options, "
    "unreadable files, or a route that depends on a Python rule."
)


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "route",
        help="show the destination of a job, and why it gets it",
        description="Show the destination of a job, and why it gets it.",
        epilog=_EXITS,
    )
    add_options(parser)
    _add_job(parser)
    parser.add_argument(
        "--slurm-conf",
        metavar="FILE",
        type=Path,
        help="slurm.conf of the cluster the jobs are submitted to",
    )
    parser.add_argument(
        "--compare",
        metavar=("OLD", "NEW"),
        nargs=2,
        type=Path,
        help="compare the routing of two configuration folders",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="output format (%(default)s)"
    )
    parser.set_defaults(run=_route)


def _add_job(parser: argparse.ArgumentParser) -> None:
    def add_repeatable(flag: str, metavar: str, text: str) -> None:
        parser.add_argument(flag, metavar=metavar, action="append", default=[], help=text)

    parser.add_argument("--tool", metavar="ID", help="tool id; guid of a Tool Shed tool")
    parser.add_argument(
        "--tool-class", choices=TOOL_CLASSES, action="append", default=[], help="tool class"
    )
    parser.add_argument("--user", metavar="EMAIL", help="user (default: anonymous)")
    add_repeatable("--role", "ROLE", "role of the user")
    add_repeatable(
        "--input", "NAME=SIZE[:EXT[:RECORDS]]", "input dataset, such as input1=20MB:fasta:100"
    )
    add_repeatable("--resource", "NAME=VALUE", "job resource parameter")
    add_repeatable(
        "--workflow-resource", "NAME=VALUE", "job resource parameter of the job's workflow"
    )
    add_repeatable("--param", "NAME=VALUE", "tool parameter; a dot separates a section")
    parser.add_argument(
        "--attempt",
        metavar="N",
        type=int,
        default=1,
        help="attempt number, assuming the earlier attempts failed (%(default)s)",
    )
    parser.add_argument(
        "--failure",
        choices=FAILURES,
        default="unknown_error",
        help="how the earlier attempts failed (%(default)s)",
    )


def _route(call: argparse.Namespace) -> int:
    try:
        if call.compare:
            return compare(call)
        job = job_of(call)
        if call.attempt < 1:
            raise ClusterError(f"--attempt: invalid number '{call.attempt}'; expected 1 or more.")
        with router_of(call) as router:
            routes = attempts(router, job, call.attempt, call.failure)
        if call.slurm_conf is not None:
            routes = _with_obstacles(routes, router, call.slurm_conf)
        print(as_json(routes) if call.format == "json" else as_text(routes, router))
    except ClusterError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    if not is_known(routes):
        return ExitCode.USAGE
    return ExitCode.FINDINGS if may_fail(routes) else ExitCode.OK


def _with_obstacles(routes: Sequence[Route], router: Router, path: Path) -> tuple[Route, ...]:
    """Return routes with the reasons why a cluster can never start the job."""
    partitions = read_partitions(path)
    return tuple(on_cluster(route, router.destinations, partitions) for route in routes)


def job_of(call: argparse.Namespace) -> Job:
    """Return the job that the options describe. Raises ClusterError."""
    inputs = (pair(text, "--input") for text in call.input)
    workflow_resources = (pair(text, "--workflow-resource") for text in call.workflow_resource)
    resources = parse_values(call.resource, "--resource")
    return Job(
        tool=as_tool(call.tool, "--tool"),
        classes=tuple(call.tool_class),
        user=as_user(call.user, "--user"),
        roles=tuple(call.role),
        inputs={name: as_dataset(text, f"--input {name}") for name, text in inputs},
        params=nested(parse_values(call.param, "--param"), "--param"),
        resources=as_resources(resources) if resources else None,
        workflow_resources=dict(workflow_resources),
    )
