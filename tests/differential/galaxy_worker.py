# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's own reading of job configurations. Runs in a Python that has galaxy-app.

Each line of standard input is a request, a JSON object: what to read (ask), the documents by name
(files) and which of them (main). Each line of standard output is the answer: 'refused' with
Galaxy's words, or what Galaxy has read. Galaxy is imported once; that takes seconds. Where it comes
to no end, as over some macros, it counts as refusing.
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
# Python packages of the runners that are not installed here.
EXTERNAL = ("boto3", "chronos", "drmaa", "htcondor2", "pbs", "pykube")


def without_external_packages() -> None:
    """Put stand-ins where runners would have the packages of their clusters."""
    for module in import_submodules(runners):
        for name in EXTERNAL:
            if getattr(module, name, True) is None:
                setattr(module, name, mock.MagicMock())
        if hasattr(module, "ensure_pykube"):
            module.ensure_pykube = mock.MagicMock()


class NoEndError(BaseException):
    """Galaxy has computed for longer than any document should take."""


class DefaultUsedError(Exception):
    """Galaxy passes over the document and takes its default job configuration."""


class ConstructedError(Exception):
    """A runner has taken its parameters; what it would do next needs a cluster."""


def _take_default(_self: object) -> t.NoReturn:
    raise DefaultUsedError


def _take_parameters(self: t.Any, _app: object, nworkers: t.Any, **kwargs: t.Any) -> t.NoReturn:
    """Do what BaseJobRunner does with its parameters and with the number of its threads."""
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
    _ask_for_containers(loaded)
    for runner in list(loaded.runner_plugins):
        with contextlib.suppress(ConstructedError):
            _load_runner(loaded, runner)
    return {"loaded": model}


def _ask_for_containers(loaded: t.Any) -> None:
    """Look which containers are enabled: galaxy/app/__init__.py, _set_enabled_container_types."""
    finder = ContainerFinder.__new__(ContainerFinder)
    for destinations in loaded.destinations.values():
        for destination in destinations:
            finder._enabled_container_types(destination.params)


@contextlib.contextmanager
def _of_the_site(runner: dict[str, t.Any]) -> Iterator[None]:
    """Pass over modules that are not Galaxy's: a site may have them. They have threads, too."""
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
            name: [_destination(each) for each in those]
            for name, those in loaded.destinations.items()
        },
        "metrics": {
            name: sorted(plugin.plugin_type for plugin in getattr(each, "plugins", ()))
            for name, each in metrics.job_instrumenters.items()
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
    """Return a destination; of what is no list of mappings jobs make nothing."""
    env = ("name", "file", "execute", "value", "raw")
    resubmit = ("condition", "environment", "handler", "delay")
    return {
        "id": destination.id,
        "runner": destination.runner,
        "tags": list(destination.tags or ()),
        "shell": destination.shell,
        "env": [
            {**{key: each.get(key) for key in env}, "raw": bool(each.get("raw"))}
            for each in _mappings(destination.env)
        ],
        "resubmit": [
            {key: each.get(key) for key in resubmit} for each in _mappings(destination.resubmit)
        ],
        "params": destination.params if isinstance(destination.params, dict) else {},
    }


def _mappings(data: t.Any) -> list[dict[t.Any, t.Any]]:
    return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []


def _tools(tools: dict[str, t.Any]) -> dict[str, t.Any]:
    return {
        name: [
            {
                "handler": each.handler,
                "destination": each.destination,
                "resources": each.get_resource_group(),
                "params": each.params if isinstance(each.params, dict) else {},
            }
            for each in those
        ]
        for name, those in tools.items()
    }


def _limits(limits: t.Any) -> dict[str, t.Any]:
    """Return the limits that are set."""
    given = {name: value for name, value in vars(limits).items() if value not in (None, {})}
    given.pop("walltime_delta", None)
    given.get("total_walltime", {}).pop("delta", None)
    return given


def tool_destinations(path: str, destinations: list[str]) -> dict[str, t.Any]:
    """Read tool destinations as for a job; these are the ids and tags that the job_conf has."""
    known = dict.fromkeys(destinations, "a destination")
    app = Bunch(job_config=Bunch(get_destination=known.__getitem__))
    config = dynamic_tool_destination.parse_yaml(path, "", app)
    config["verbose"]  # map_tool_to_destination asks for it first
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
    given = {name: rule.get(name) for name in ("rule_type", "nice_value", "users")}
    return {**given, "fails": rule.get("destination") == "fail"}


def resource_params(path: str) -> dict[str, t.Any]:
    """Read resource parameters, and each as the form of a tool does."""
    given, tool = parse_resource_parameters(path), mock.MagicMock(profile=26.1)
    built = {}
    for name, text in given.items():
        param = ToolParameter.build(tool, XmlInputSource(parse_xml_string(text)))
        built[name] = param.type
    return {"loaded": plain(built)}


def runner_class(_path: str, load: str) -> dict[str, t.Any]:
    """Return the parameters that the class of a runner takes."""
    loaded = JobConfiguration.__new__(JobConfiguration)
    loaded.handler_runner_plugins = {}
    try:
        _load_runner(loaded, {"id": "other", "load": load})
    except ConstructedError as taken:
        return {"loaded": taken.args[0]}
    return {"loaded": []}


def _load_runner(loaded: t.Any, runner: dict[str, t.Any]) -> None:
    """Load one runner plugin. Raises ConstructedError once its class has taken the parameters."""
    loaded.runner_plugins, loaded.app = [runner], mock.MagicMock()
    loaded.app.config.pbs_application_server = None
    with (
        mock.patch.object(runners.BaseJobRunner, "__init__", _take_parameters),
        _of_the_site(runner),
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
        return READERS[request["ask"]](str(folder / request["main"]), **arguments)
    except (Exception, NoEndError) as error:  # Galaxy raises any
        return {"refused": f"{type(error).__name__}: {error}"}
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        for name in request["files"]:
            (folder / name).unlink()


def _no_end(*_signal: object) -> t.NoReturn:
    raise NoEndError


def requests() -> Iterator[dict[str, t.Any]]:
    """Yield what is asked."""
    for line in sys.stdin:
        yield json.loads(line)


def main() -> None:
    """Answer until nothing more is asked. Galaxy's own output goes to standard error."""
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
