# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The options that name a configuration to route jobs in, and the router made of it."""

from __future__ import annotations

import argparse
import contextlib
import typing as t
from collections.abc import Mapping, Sequence
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..galaxy_yml import options_of
from ..io.files import Files, named
from ..io.run_rules import Running, with_rules
from ..job_conf.model import JobConf
from ..resource_params.model import ResourceParams
from ..routing.request import pair, scalar
from ..routing.route import Router
from ..tool_destinations.model import ToolDestinations


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what names the documents, and how rules are run."""
    parser.add_argument("--job-conf", metavar="FILE", type=Path, help="job_conf, or galaxy.yml")
    parser.add_argument(
        "--tool-destinations",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="tool_destinations.yml; again for those that destinations name as their 'path'",
    )
    parser.add_argument(
        "--resource-params", metavar="FILE", type=Path, help="job_resource_params_conf.xml"
    )
    parser.add_argument("--rules", metavar="DIR", type=Path, help="the folder of a rules module")
    parser.add_argument(
        "--galaxy-yml",
        metavar="FILE",
        type=Path,
        help="galaxy.yml, for rules that ask and for default_job_resubmission_condition",
    )
    parser.add_argument(
        "--config",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="what galaxy.yml says, or is to say: it comes before --galaxy-yml",
    )
    parser.add_argument(
        "--run-rules", action="store_true", help="run rules in Python, in a process of their own"
    )
    parser.add_argument(
        "--galaxy-python",
        metavar="FILE",
        help="a Python with Galaxy to run rules in; without it stand-ins take Galaxy's place",
    )
    parser.add_argument(
        "--rule-seconds",
        metavar="N",
        type=float,
        default=10,
        help="the longest a rule may run (%(default)g)",
    )


def config_of(call: argparse.Namespace) -> dict[str, t.Any]:
    """Return what --config says of galaxy.yml. Raises ClusterError."""
    return scalars(call.config, "--config")


def scalars(texts: Sequence[str], where: str) -> dict[str, t.Any]:
    """Return what NAME=VALUE says, typed as YAML has it. Raises ClusterError."""
    pairs = (pair(text, where) for text in texts)
    return {name: scalar(value, f"{where} {name}") for name, value in pairs}


def router_of(call: argparse.Namespace) -> contextlib.AbstractContextManager[Router]:
    """Return the router of what a call names, to be closed. Raises ClusterError."""
    if call.job_conf is None:
        raise ClusterError("Name the job configuration with --job-conf.")
    documents = Documents(
        call.job_conf,
        tuple(call.tool_destinations),
        call.rules,
        call.resource_params,
        call.galaxy_yml,
    )
    return routing(documents, call, config_of(call))


class Documents(t.NamedTuple):
    """The files of one configuration, and the folder of its rules."""

    job_conf: Path
    tool_destinations: tuple[Path, ...] = ()
    rules: Path | None = None
    resource_params: Path | None = None
    galaxy_yml: Path | None = None

    def read(self) -> Files:
        """Return what they hold. Raises ClusterError."""
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


def routing(
    documents: Documents, call: argparse.Namespace, config: Mapping[str, t.Any]
) -> contextlib.AbstractContextManager[Router]:
    """Return the router of documents, to be closed; rules run as the call says.

    config comes before what galaxy.yml says. Raises ClusterError.
    """
    files = documents.read()
    conf = files.documents.get(documents.job_conf)
    if not isinstance(conf, JobConf):
        raise ClusterError(f"{documents.job_conf}: there is no job configuration in it.")
    params = files.documents.get(documents.resource_params) if documents.resource_params else None
    router = Router(
        conf,
        _by_path(conf, documents.tool_destinations, files),
        resource_params=params if isinstance(params, ResourceParams) else None,
        config={**_options(documents.galaxy_yml), **config},
    )
    running = None
    if call.run_rules:
        running = Running(documents.rules, call.galaxy_python, call.rule_seconds)
    return with_rules(router, files.rules, running)


def _options(galaxy_yml: Path | None) -> dict[str, t.Any]:
    """Return what a galaxy.yml says. Raises ClusterError."""
    return options_of(named(galaxy_yml), str(galaxy_yml)) if galaxy_yml else {}


def _by_path(
    conf: JobConf, paths: Sequence[Path], files: Files
) -> Mapping[str | None, ToolDestinations]:
    """Return the tool destinations as jobs find them: those that a destination names by its name.

    On a server the folder may be another one: the same name of the file is enough.
    """
    read = {path: files.documents[path] for path in paths}
    found: dict[str | None, ToolDestinations] = {}
    for destination in conf.destinations:
        param = destination.params.get("path")
        named = param.value.plain() if param else None
        for path, document in read.items():
            same = isinstance(named, str) and Path(named).name == path.name
            if same and isinstance(document, ToolDestinations):
                found[named] = document
    first = next(iter(read.values()), None)
    if isinstance(first, ToolDestinations):
        found[None] = first
    return found
