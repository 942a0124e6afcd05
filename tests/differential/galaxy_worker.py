# SPDX-License-Identifier: GPL-3.0-or-later
"""Job configurations as Galaxy itself reads them. Runs in a Python that has galaxy-app.

Each line of standard input is a request, a JSON object: the name of a reader (reader), the
documents by name (files), the document to read (main) and arguments of the reader (arguments).
Each line of standard output is the answer: 'refused' with Galaxy's message, or the data that Galaxy
read. Galaxy is imported once, which takes seconds. An endless loop, as with some macros, counts as
refused.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
import tempfile
import typing as t
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from galaxy.jobs import JobConfiguration, dynamic_tool_destination, runners
from galaxy.tool_util.deps.containers import ContainerFinder
from galaxy.tool_util.parser.xml import XmlInputSource
from galaxy.tools.parameters.basic import ToolParameter
from galaxy.util import parse_resource_parameters, parse_xml_string
from galaxy.util.bunch import Bunch
from galaxy.util.submodules import import_submodules
from galaxy_app import app_of
from galaxy_routes import routes
from plain import plain

SECONDS_OF_COMPUTING = 5
# Packages that runners import and that are not installed here.
EXTERNAL = ("boto3", "chronos", "drmaa", "htcondor2", "pbs", "pykube")


def without_external_packages() -> None:
    """Replace the missing packages of runners with stand-ins."""
    for module in import_submodules(runners):
        for name in EXTERNAL:
            if getattr(module, name, True) is None:
                setattr(module, name, mock.MagicMock())
        if hasattr(module, "ensure_pykube"):
            module.ensure_pykube = mock.MagicMock()


class NoEndError(BaseException):
    """Galaxy has used more CPU time than any document should take."""


class DefaultUsedError(Exception):
    """Galaxy ignores the document and uses its default job configuration."""


class ConstructedError(Exception):
    """A runner has accepted its parameters; its next steps need a cluster."""


def _take_default(_self: object) -> t.NoReturn:
    raise DefaultUsedError


def _take_parameters(self: t.Any, _app: object, nworkers: t.Any, **kwargs: t.Any) -> t.NoReturn:
    """Validate parameters and the number of threads as BaseJobRunner does."""
    specs = {**runners.BaseJobRunner.DEFAULT_SPECS, **kwargs.pop("runner_param_specs", {})}
    runners.RunnerParams(specs=specs, params=kwargs)
    range(nworkers)
    raise ConstructedError(sorted(specs))


def job_conf(path: str) -> dict[str, t.Any]:
    """Load a job_conf as a web process does, then its runners as a handler does."""
    app = app_of(path)
    default = "_JobConfiguration__set_default_job_conf"
    with mock.patch.object(JobConfiguration, default, _take_default):
        try:
            loaded = JobConfiguration(app)
        except DefaultUsedError:
            return {"default": True}
    model = plain(_model(loaded, app.job_metrics))
    _read_container_types(loaded)
    for runner in list(loaded.runner_plugins):
        with contextlib.suppress(ConstructedError):
            _load_runner(loaded, runner)
    return {"loaded": model}


def _read_container_types(loaded: t.Any) -> None:
    """Read the enabled container types: galaxy/app/__init__.py, _set_enabled_container_types."""
    finder = ContainerFinder.__new__(ContainerFinder)
    for destinations in loaded.destinations.values():
        for destination in destinations:
            finder._enabled_container_types(destination.params)


@contextlib.contextmanager
def _skip_missing_site_module(runner: dict[str, t.Any]) -> Iterator[None]:
    """Ignore missing modules that are not Galaxy's: a site may have them.

    The number of threads is still validated.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if not error.name or error.name.strip().startswith("galaxy"):
            raise
        range(runner.get("workers", JobConfiguration.DEFAULT_NWORKERS))


def _model(loaded: t.Any, metrics: t.Any) -> dict[str, t.Any]:
    configured = loaded.handler_assignment_methods_configured
    return {
        "runners": [
            {
                "id": runner["id"],
                "load": runner.get("load"),
                "workers": runner.get("workers", JobConfiguration.DEFAULT_NWORKERS),
                "kwds": runner["kwds"] or {},
            }
            for runner in loaded.runner_plugins
        ],
        "dynamic": loaded.dynamic_params if isinstance(loaded.dynamic_params, dict) else None,
        "handlers": loaded.handlers,
        "handler_runners": loaded.handler_runner_plugins,
        "default_handler": loaded.default_handler_id,
        "assign": loaded.handler_assignment_methods if configured else [],
        "max_grab": loaded.handler_max_grab,
        "ready_window_size": loaded.handler_ready_window_size,
        "default": loaded.default_destination_id,
        "destinations": {
            name: [_destination(destination) for destination in destinations]
            for name, destinations in loaded.destinations.items()
        },
        "metrics": {
            name: sorted(plugin.plugin_type for plugin in getattr(instrumenter, "plugins", ()))
            for name, instrumenter in metrics.job_instrumenters.items()
        },
        "resource_groups": {
            name: list(fields) if isinstance(fields, (list, str, dict)) else []
            for name, fields in loaded.resource_groups.items()
        },
        "default_resource_group": loaded.default_resource_group,
        "tools": _tools(loaded.tools),
        "tool_classes": _tools(loaded.tool_classes),
        "limits": _limits(loaded.limits),
    }


def _destination(destination: t.Any) -> dict[str, t.Any]:
    """Return a destination. Jobs ignore lists whose items are not mappings."""
    env = ("name", "file", "execute", "value", "raw")
    resubmit = ("condition", "environment", "handler", "delay")
    return {
        "id": destination.id,
        "runner": destination.runner,
        "tags": list(destination.tags or ()),
        "shell": destination.shell,
        "env": [
            {**{key: entry.get(key) for key in env}, "raw": bool(entry.get("raw"))}
            for entry in _mappings(destination.env)
        ],
        "resubmit": [
            {key: entry.get(key) for key in resubmit} for entry in _mappings(destination.resubmit)
        ],
        "params": destination.params if isinstance(destination.params, dict) else {},
    }


def _mappings(data: t.Any) -> list[dict[t.Any, t.Any]]:
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def _tools(tools: dict[str, t.Any]) -> dict[str, t.Any]:
    return {
        name: [
            {
                "handler": tool.handler,
                "destination": tool.destination,
                "resources": tool.get_resource_group(),
                "params": tool.params if isinstance(tool.params, dict) else {},
            }
            for tool in configurations
        ]
        for name, configurations in tools.items()
    }


def _limits(limits: t.Any) -> dict[str, t.Any]:
    """Return the limits that are set."""
    active = {name: value for name, value in vars(limits).items() if value not in (None, {})}
    active.pop("walltime_delta", None)
    active.get("total_walltime", {}).pop("delta", None)
    return active


def tool_destinations(path: str, destinations: list[str]) -> dict[str, t.Any]:
    """Read tool destinations as for a job.

    destinations: ids and tags of the job_conf's destinations
    """
    known = dict.fromkeys(destinations, "a destination")
    app = Bunch(job_config=Bunch(get_destination=known.__getitem__))
    config = dynamic_tool_destination.parse_yaml(path, "", app)
    config["verbose"]  # map_tool_to_destination reads it first
    return {
        "loaded": plain(
            {
                "default": config.get("default_destination"),
                "users": {
                    name: user["priority"]
                    for name, user in config.get("users", {}).items()
                    if "priority" in user
                },
                "tools": {
                    name: {
                        "default": tool.get("default_destination"),
                        "rules": [_rule(rule) for rule in tool.get("rules", [])],
                    }
                    for name, tool in config.get("tools", {}).items()
                },
            }
        )
    }


def _rule(rule: dict[str, t.Any]) -> dict[str, t.Any]:
    keys = ("rule_type", "nice_value", "users")
    return {**{key: rule.get(key) for key in keys}, "fails": rule.get("destination") == "fail"}


def resource_params(path: str) -> dict[str, t.Any]:
    """Read resource parameters and build each as the form of a tool does."""
    tool, types = mock.MagicMock(profile=26.1), {}
    for name, text in parse_resource_parameters(path).items():
        param = ToolParameter.build(tool, XmlInputSource(parse_xml_string(text)))
        types[name] = param.type
    return {"loaded": plain(types)}


def runner_class(_path: str, load: str) -> dict[str, t.Any]:
    """Return the names of the parameters that a runner class accepts."""
    loaded = JobConfiguration.__new__(JobConfiguration)
    loaded.handler_runner_plugins = {}
    try:
        _load_runner(loaded, {"id": "other", "load": load})
    except ConstructedError as constructed:
        return {"loaded": constructed.args[0]}
    return {"loaded": []}


def _load_runner(loaded: t.Any, runner: dict[str, t.Any]) -> None:
    """Load one runner plugin. Raises ConstructedError once its class accepted the parameters."""
    loaded.runner_plugins, loaded.app = [runner], mock.MagicMock()
    loaded.app.config.pbs_application_server = None
    with (
        mock.patch.object(runners.BaseJobRunner, "__init__", _take_parameters),
        _skip_missing_site_module(runner),
    ):
        loaded.get_job_runner_plugins("a handler that loads all")


READERS: dict[str, Callable[..., dict[str, t.Any]]] = {
    "job_conf": job_conf,
    "runner_class": runner_class,
    "tool_destinations": tool_destinations,
    "resource_params": resource_params,
    "routes": routes,
}


def answer(request: dict[str, t.Any], folder: Path) -> dict[str, t.Any]:
    """Answer one request."""
    for name, text in request["files"].items():
        (folder / name).write_text(text, newline="")
    arguments = request.get("arguments", {})
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_OF_COMPUTING)
    try:
        return READERS[request["reader"]](str(folder / request["main"]), **arguments)
    except (Exception, NoEndError) as error:  # Galaxy raises exceptions of any type
        return {"refused": f"{type(error).__name__}: {error}"}
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        for name in request["files"]:
            (folder / name).unlink()


def _no_end(*_signal: object) -> t.NoReturn:
    raise NoEndError


def requests() -> Iterator[dict[str, t.Any]]:
    """Yield the requests from standard input."""
    for line in sys.stdin:
        yield json.loads(line)


def main() -> None:
    """Answer all requests. Galaxy's own output goes to standard error."""
    logging.disable(logging.CRITICAL)
    without_external_packages()
    signal.signal(signal.SIGVTALRM, _no_end)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    with tempfile.TemporaryDirectory() as name:
        for request in requests():
            print(json.dumps(answer(request, Path(name))), file=answers, flush=True)


if __name__ == "__main__":
    main()
