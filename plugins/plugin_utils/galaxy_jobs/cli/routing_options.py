# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The options for the documents of a configuration, and the router made of them."""

from __future__ import annotations

import argparse
import contextlib
import typing as t
from collections.abc import Mapping, Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..galaxy_yml import options_of
from ..io.files import Files, read_file
from ..io.rule_process import RunOptions, with_rules
from ..job_conf.model import JobConf
from ..resource_params.model import ResourceParams
from ..routing.job_fields import pair, scalar
from ..routing.route import Router
from ..tool_destinations.model import ToolDestinations


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for documents, and for running rules."""
    _add_documents(parser)
    parser.add_argument(
        "--config",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="option of galaxy.yml; overrides --galaxy-yml",
    )
    parser.add_argument(
        "--run-rules", action="store_true", help="run Python rules in a separate process"
    )
    parser.add_argument(
        "--galaxy-python",
        metavar="FILE",
        help="Python with Galaxy to run rules in (default: this Python, with stand-ins for Galaxy)",
    )
    parser.add_argument(
        "--rule-seconds",
        metavar="N",
        type=float,
        default=10,
        help="time limit of a rule in seconds (%(default)g)",
    )


def _add_documents(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--job-conf", metavar="FILE", type=Path, help="job_conf or galaxy.yml")
    parser.add_argument(
        "--tool-destinations",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="tool_destinations.yml; repeat it for the files named by 'path' of destinations",
    )
    parser.add_argument(
        "--resource-params", metavar="FILE", type=Path, help="job_resource_params_conf.xml"
    )
    parser.add_argument("--rules", metavar="DIR", type=Path, help="folder of a rules module")
    parser.add_argument(
        "--galaxy-yml",
        metavar="FILE",
        type=Path,
        help="galaxy.yml, for default_job_resubmission_condition and for rules that read it",
    )


def config_of(call: argparse.Namespace) -> dict[str, t.Any]:
    """Return the options of --config. Raises ClusterError."""
    return parse_values(call.config, "--config")


def parse_values(texts: Sequence[str], where: str) -> dict[str, t.Any]:
    """Parse NAME=VALUE with YAML values. Raises ClusterError."""
    pairs = (pair(text, where) for text in texts)
    return {name: scalar(value, f"{where} {name}") for name, value in pairs}


def router_of(call: argparse.Namespace) -> contextlib.AbstractContextManager[Router]:
    """Return the router of a call's documents. Raises ClusterError."""
    if call.job_conf is None:
        raise ClusterError("No job configuration. Name it with --job-conf.")
    paths = DocumentPaths(
        job_conf=call.job_conf,
        tool_destinations=tuple(call.tool_destinations),
        rules=call.rules,
        resource_params=call.resource_params,
        galaxy_yml=call.galaxy_yml,
    )
    return open_router(paths, call, config_of(call))


class DocumentPaths(t.NamedTuple):
    """The files of one configuration, and the folder of its rules."""

    job_conf: Path
    tool_destinations: tuple[Path, ...] = ()
    rules: Path | None = None
    resource_params: Path | None = None
    galaxy_yml: Path | None = None

    def read(self) -> Files:
        """Read the files. Raises ClusterError."""
        files = Files()
        files.add(self.job_conf, "job_conf")
        for path in self.tool_destinations:
            files.add(path, "tool_destinations")
        if self.resource_params is not None:
            files.add(self.resource_params, "resource_params")
        if self.rules is not None:
            files.add_rules(self.rules)
        if files.errors:
            raise ClusterError("\n".join(files.errors))
        return files


def open_router(
    paths: DocumentPaths, call: argparse.Namespace, config: Mapping[str, t.Any]
) -> contextlib.AbstractContextManager[Router]:
    """Return the router of documents. The call's options decide how rules are run.

    config overrides galaxy.yml. Raises ClusterError.
    """
    files = paths.read()
    conf = files.documents.get(paths.job_conf)
    if not isinstance(conf, JobConf):
        raise ClusterError(f"{paths.job_conf}: contains no job configuration.")
    params = files.documents.get(paths.resource_params) if paths.resource_params else None
    router = Router(
        conf,
        _by_path(conf, paths.tool_destinations, files),
        resource_params=params if isinstance(params, ResourceParams) else None,
        config={**_galaxy_options(paths.galaxy_yml), **config},
    )
    options = None
    if call.run_rules:
        options = RunOptions(paths.rules, call.galaxy_python, call.rule_seconds)
    return with_rules(router, files.rules, options)


def _galaxy_options(galaxy_yml: Path | None) -> dict[str, t.Any]:
    """Return the options of a galaxy.yml. Raises ClusterError."""
    return options_of(read_file(galaxy_yml), str(galaxy_yml)) if galaxy_yml else {}


def _by_path(
    conf: JobConf, paths: Sequence[Path], files: Files
) -> Mapping[str | None, ToolDestinations]:
    """Return tool destinations by the 'path' of destinations; the first file is the default.

    A server may have the file in another folder, so only the basenames are compared.
    """
    documents = {path: files.documents[path] for path in paths}
    found: dict[str | None, ToolDestinations] = {}
    for destination in conf.destinations:
        param = destination.params.get("path")
        name = param.value.plain() if param else None
        for path, document in documents.items():
            is_same = isinstance(name, str) and Path(name).name == path.name
            if is_same and isinstance(document, ToolDestinations):
                found[name] = document
    first = next(iter(documents.values()), None)
    if isinstance(first, ToolDestinations):
        found[None] = first
    return found
