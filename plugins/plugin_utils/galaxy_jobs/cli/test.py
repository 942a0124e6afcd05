# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The command test: mapping tests."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io.files import named
from ..routing.check import FORMATS, Result, check, passed
from ..routing.pin import table_of
from ..routing.route import Router
from ..routing.table import Table, read_table
from .commands import Commands
from .exit_code import ExitCode
from .routing_options import Documents, add_options, config_of, router_of, routing

_EXITS = "Exit code: 0 all tests hold, 1 some do not, 2 unusable call or file."


def add(commands: Commands) -> None:
    """Add the command to the parser of galaxy-jobs."""
    parser = commands.add_parser(
        "test", help="run tables of mapping tests, or write one", epilog=_EXITS
    )
    add_options(parser)
    parser.add_argument(
        "--init", action="store_true", help="write a table of what is decided today"
    )
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("tables", nargs="*", type=Path, metavar="TABLE", help="tables of tests")
    parser.set_defaults(run=_test)


def _test(call: argparse.Namespace) -> int:
    try:
        if call.init:
            print(_table(call), end="")
            return ExitCode.OK
        if not call.tables:
            raise ClusterError("Name a table of tests, or write one with --init.")
        results = run_tables(call.tables, call)
    except ClusterError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    print(FORMATS[call.format](results))
    return ExitCode.OK if passed(results) else ExitCode.FINDINGS


def _table(call: argparse.Namespace) -> str:
    """Return the table of the configuration that a call names. Raises ClusterError."""
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


def run_tables(paths: Sequence[Path], call: argparse.Namespace) -> list[Result]:
    """Return the results of tables, each document read once. Raises ClusterError."""
    results: list[Result] = []
    routers: dict[tuple[Documents, str], Router] = {}
    with contextlib.ExitStack() as opened:
        for path in paths:
            table = read_table(named(path), str(path))
            documents = _documents(table, path.parent, call)
            config = {**table.config, **config_of(call)}
            key = documents, repr(config)
            if key not in routers:
                routers[key] = opened.enter_context(routing(documents, call, config))
            results.extend(check(table, routers[key]))
    return results


def _documents(table: Table, folder: Path, call: argparse.Namespace) -> Documents:
    """Return the documents of a table: what the call names comes first. Raises ClusterError."""

    def either(given: Path | None, written: str | None) -> Path | None:
        return given or (folder / written if written else None)

    job_conf = either(call.job_conf, table.job_conf)
    if job_conf is None:
        raise ClusterError(f"{table.path}: name the job_conf there, or with --job-conf.")
    return Documents(
        job_conf,
        tuple(call.tool_destinations or [folder / name for name in table.tool_destinations]),
        either(call.rules, table.rules),
        either(call.resource_params, table.resource_params),
        either(call.galaxy_yml, table.galaxy_yml),
    )
