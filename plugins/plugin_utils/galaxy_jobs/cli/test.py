# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command test: checks tables of expected routes."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io.files import read_file
from ..routing.check import FORMATS, Result, check, passed
from ..routing.pin import table_of
from ..routing.route import Router
from ..routing.table import Table, read_table
from .commands import Commands
from .exit_code import ExitCode
from .routing_options import DocumentPaths, add_options, config_of, open_router, router_of

_EXITS = "Exit code: 0 all tests pass, 1 tests fail, 2 invalid options or unreadable files."


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "test",
        help="check tables of expected routes, or write one",
        description="Check tables of expected routes. Documents that options name override those "
        "that a table names.",
        epilog=_EXITS,
    )
    add_options(parser)
    parser.add_argument(
        "--init", action="store_true", help="print a table of the current decisions"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="output format (%(default)s)"
    )
    parser.add_argument("tables", nargs="*", type=Path, metavar="TABLE", help="tables of tests")
    parser.set_defaults(run=_test)


def _test(call: argparse.Namespace) -> int:
    try:
        if call.init:
            print(_new_table(call), end="")
            return ExitCode.OK
        if not call.tables:
            raise ClusterError("No table. Name a table of tests, or write one with --init.")
        results = run_tables(call.tables, call)
    except ClusterError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    print(FORMATS[call.format](results))
    return ExitCode.OK if passed(results) else ExitCode.FINDINGS


def _new_table(call: argparse.Namespace) -> str:
    """Return a table of the current decisions. Raises ClusterError."""
    documents: dict[str, object] = {"job_conf": str(call.job_conf)}
    if call.tool_destinations:
        documents["tool_destinations"] = [str(path) for path in call.tool_destinations]
    for name in ("rules", "resource_params", "galaxy_yml"):
        if getattr(call, name):
            documents[name] = str(getattr(call, name))
    if call.config:
        documents["config"] = config_of(call)
    with router_of(call) as router:
        return table_of(router, documents)


def run_tables(tables: Sequence[Path], call: argparse.Namespace) -> list[Result]:
    """Return the results of tables. Tables of one configuration share a router.

    Raises ClusterError.
    """
    results: list[Result] = []
    routers: dict[tuple[DocumentPaths, str], Router] = {}
    with contextlib.ExitStack() as stack:
        for path in tables:
            table = read_table(read_file(path), str(path))
            paths = _document_paths(table, path.parent, call)
            config = {**table.config, **config_of(call)}
            key = paths, repr(config)
            if key not in routers:
                routers[key] = stack.enter_context(open_router(paths, call, config))
            results.extend(check(table, routers[key]))
    return results


def _document_paths(table: Table, folder: Path, call: argparse.Namespace) -> DocumentPaths:
    """Return the documents of a table, overridden by options. Raises ClusterError."""

    def effective(option: Path | None, name: str | None) -> Path | None:
        return option or (folder / name if name else None)

    job_conf = effective(call.job_conf, table.job_conf)
    if job_conf is None:
        raise ClusterError(f"{table.path}: no 'job_conf'. Add it, or use --job-conf.")
    destinations = call.tool_destinations or [folder / name for name in table.tool_destinations]
    return DocumentPaths(
        job_conf=job_conf,
        tool_destinations=tuple(destinations),
        rules=effective(call.rules, table.rules),
        resource_params=effective(call.resource_params, table.resource_params),
        galaxy_yml=effective(call.galaxy_yml, table.galaxy_yml),
    )
