# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The option --compare of route: compares the routing of two folders."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io.files import Files
from ..job_conf.model import JobConf
from ..routing.compare import as_json, as_text, differences
from ..routing.route import Router
from ..tool_destinations.model import ToolDestinations
from ..words import plural
from .exit_code import ExitCode
from .routing_options import DocumentPaths, config_of, open_router


def compare(call: argparse.Namespace) -> int:
    """Print the differences between two folders. Raises ClusterError."""
    old, new = call.compare
    with _open_folder(old, call) as before, _open_folder(new, call) as after:
        found, unknown = differences(before, after)
    print(as_json(found) if call.format == "json" else as_text(found))
    if unknown:
        others = f" and {plural(len(unknown) - 1, 'other job')}" if len(unknown) > 1 else ""
        subject = f"'{unknown[0]}'{others}"
        print(
            f"Not compared, because the route depends on a Python rule: {subject}.", file=sys.stderr
        )
    if found:
        return ExitCode.FINDINGS
    return ExitCode.USAGE if unknown else ExitCode.OK


def _open_folder(
    folder: Path, call: argparse.Namespace
) -> contextlib.AbstractContextManager[Router]:
    """Return the router of a folder's documents. --rules and --galaxy-yml are relative to it."""
    if not folder.is_dir():
        raise ClusterError(f"--compare: {folder}: expected a folder.")
    files = Files()
    files.add_folder(folder)
    documents = files.documents.items()
    job_confs = [path for path, item in documents if isinstance(item, JobConf)]
    destinations = [path for path, item in documents if isinstance(item, ToolDestinations)]
    if len(job_confs) != 1:
        raise ClusterError(f"{folder}: expected one job_conf, found {len(job_confs)}.")
    paths = DocumentPaths(
        job_conf=job_confs[0],
        tool_destinations=tuple(destinations),
        rules=folder / call.rules if call.rules else None,
        galaxy_yml=folder / call.galaxy_yml if call.galaxy_yml else None,
    )
    return open_router(paths, call, config_of(call))
