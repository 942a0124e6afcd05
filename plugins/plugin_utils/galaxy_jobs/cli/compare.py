# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What route --compare does: two folders, each with a configuration."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..io.files import Files
from ..job_conf.model import JobConf
from ..routing.check import counted
from ..routing.pin import as_json, as_text, differences
from ..routing.route import Router
from ..tool_destinations.model import ToolDestinations
from .exit_code import ExitCode
from .routing_options import Documents, config_of, routing


def compare(call: argparse.Namespace) -> int:
    """Print what the configurations of two folders treat otherwise. Raises ClusterError."""
    old, new = call.compare
    with _folder(old, call) as before, _folder(new, call) as after:
        found, not_known = differences(before, after)
    print(as_json(found) if call.format == "json" else as_text(found))
    if not_known:
        more = len(not_known) - 1
        who = not_known[0] + (f", and {counted(more, 'other')}" if more else "")
        print(f"Not compared, for only running a rule would tell: {who}.", file=sys.stderr)
    if found:
        return ExitCode.FINDINGS
    return ExitCode.USAGE if not_known else ExitCode.OK


def _folder(folder: Path, call: argparse.Namespace) -> contextlib.AbstractContextManager[Router]:
    """Return the router of what lies below a folder; --rules and --galaxy-yml are in it."""
    if not folder.is_dir():
        raise ClusterError(f"--compare: {folder}: expected a folder.")
    files = Files()
    files.add_folder(folder)
    job_confs = [path for path, each in files.documents.items() if isinstance(each, JobConf)]
    rules = [path for path, each in files.documents.items() if isinstance(each, ToolDestinations)]
    if len(job_confs) != 1:
        raise ClusterError(f"{folder}: expected one job_conf, found {len(job_confs)}.")
    folder_of_rules = folder / call.rules if call.rules else None
    galaxy_yml = folder / call.galaxy_yml if call.galaxy_yml else None
    documents = Documents(job_confs[0], tuple(rules), rules=folder_of_rules, galaxy_yml=galaxy_yml)
    return routing(documents, call, config_of(call))
