# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command route."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io import slurm_conf
from ..job import Job
from ..routing.cluster import on_cluster
from ..routing.condition import FAILURES
from ..routing.job_conf import TOOL_CLASSES
from ..routing.model import Route
from ..routing.report import as_json, as_text, failed, known
from ..routing.request import (
    as_dataset,
    as_resources,
    as_tool,
    as_user,
    nested,
    pair,
)
from ..routing.resubmit import attempts
from ..routing.route import Router
from .commands import Commands
from .compare import compare
from .exit_code import ExitCode
from .routing_options import add_options, router_of, scalars

_EXITS = (
    "Exit code: 0 the job gets a destination, 1 Galaxy fails it, or may do so, 2 unusable call or "
    "file, or only running a rule would tell."
)


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "route", help="say which destination a job would get, and why", epilog=_EXITS
    )
    add_options(parser)
    _add_job(parser)
    parser.add_argument(
        "--slurm-conf", metavar="FILE", type=Path, help="the slurm.conf of the cluster of the jobs"
    )
    parser.add_argument(
        "--compare",
        metavar=("OLD", "NEW"),
        nargs=2,
        type=Path,
        help="list the jobs that go elsewhere by the configuration in another folder",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=_route)


def _add_job(parser: argparse.ArgumentParser) -> None:
    def several(flag: str, metavar: str, text: str) -> None:
        parser.add_argument(flag, metavar=metavar, action="append", default=[], help=text)

    parser.add_argument("--tool", metavar="ID", help="its id; the guid of one of the Tool Shed")
    parser.add_argument(
        "--tool-class", choices=TOOL_CLASSES, action="append", default=[], help="a class it is of"
    )
    parser.add_argument("--user", metavar="EMAIL", help="without one the user is not logged in")
    several("--role", "ROLE", "a role the user has")
    several("--input", "NAME=SIZE[:EXT[:RECORDS]]", "an input, such as input1=20MB:fasta:100")
    several("--resource", "NAME=VALUE", "what was filled in as a job resource parameter")
    several("--workflow-resource", "NAME=VALUE", "what was filled in as one for the job's workflow")
    several("--param", "NAME=VALUE", "a parameter of the tool; a dot leads into a section")
    parser.add_argument(
        "--attempt", metavar="N", type=int, default=1, help="the n-th, the others having failed"
    )
    parser.add_argument(
        "--failure", choices=FAILURES, default="unknown_error", help="how (%(default)s)"
    )


def _route(call: argparse.Namespace) -> int:
    try:
        if call.compare:
            return compare(call)
        job = job_of(call)
        if call.attempt < 1:
            raise ClusterError(f"--attempt: '{call.attempt}': expected a number from 1 up.")
        with router_of(call) as router:
            routes = attempts(router, job, call.attempt, call.failure)
        if call.slurm_conf is not None:
            routes = _on_cluster(routes, router, call.slurm_conf)
        print(as_json(routes) if call.format == "json" else as_text(routes, router))
    except ClusterError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    if not known(routes):
        return ExitCode.USAGE
    return ExitCode.FINDINGS if failed(routes) else ExitCode.OK


def _on_cluster(routes: Sequence[Route], router: Router, path: Path) -> tuple[Route, ...]:
    """Return routes with what a cluster could never start. Raises ClusterError."""
    partitions = slurm_conf.read(path)
    return tuple(on_cluster(route, router.destinations, partitions) for route in routes)


def job_of(call: argparse.Namespace) -> Job:
    """Return the job that the options describe. Raises ClusterError."""
    inputs = (pair(text, "--input") for text in call.input)
    return Job(
        tool=as_tool(call.tool, "--tool"),
        classes=tuple(call.tool_class),
        user=as_user(call.user, "--user"),
        roles=tuple(call.role),
        inputs={name: as_dataset(text, f"--input {name}") for name, text in inputs},
        params=nested(scalars(call.param, "--param"), "--param"),
        resources=as_resources(scalars(call.resource, "--resource")) if call.resource else None,
        workflow_resources=dict(
            pair(text, "--workflow-resource") for text in call.workflow_resource
        ),
    )
