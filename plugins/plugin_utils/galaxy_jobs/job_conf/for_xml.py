# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job_conf.yml adapted to XML, so that Galaxy behaves the same, as far as XML allows.

Galaxy 26.1.2: galaxy/jobs/__init__.py, job_config_xml_to_dict. XML has only strings, lists of names
are separated by commas, and an empty string counts as missing.
"""

from __future__ import annotations

import typing as t
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace

from ..runners import ParamKind, RunnerClass, RunnerParam, find
from ..text import Span, Value
from ..xml import UNWRITABLE
from .differences import Differences
from .model import (
    Destination,
    Env,
    Handler,
    Handling,
    JobConf,
    Limit,
    Metrics,
    MetricsPlugin,
    Param,
    Params,
    ResourceGroup,
    Resubmit,
    Runner,
    Tool,
)
from .start import COUNTED_BY_DESTINATION
from .values import tool_id
from .write_xml import CONTAINERS

# Arguments of Galaxy's own rules that also accept names between commas: galaxy/jobs/stock_rules.py.
_NAMES_WITH_COMMAS = ("destination_ids", "from_destination_ids")
# Runners that read a parameter as one of these kinds treat a number and its string alike.
_NUMBERS: tuple[ParamKind, ...] = ("text", "int", "count", "float", "bool", "lenient")
_BOOLEANS: tuple[ParamKind, ...] = ("bool", "lenient")

Find = t.Callable[[str], t.Optional[RunnerParam]]


def for_xml(conf: JobConf, differences: Differences) -> JobConf:
    """Return a configuration read from YAML, with the values that XML needs."""
    return _Adaptation(conf, differences).adapted()


class _Adaptation:
    """One pass over a configuration; values that XML cannot hold are refused."""

    def __init__(self, conf: JobConf, differences: Differences) -> None:
        self._conf = conf
        self._differences = differences
        self._classes = _classes(conf)

    def adapted(self) -> JobConf:
        """Return the configuration adapted to XML."""
        conf = self._conf
        self._check_names(conf.default_resource_group)
        if conf.default:
            self._check_names(conf.default.value)
        dynamic = self._params(conf.dynamic, lambda _name: None) if conf.dynamic else conf.dynamic
        return replace(
            conf,
            runners=tuple(self._runner(runner) for runner in conf.runners),
            dynamic=dynamic,
            handling=self._handling(conf.handling) if conf.handling else None,
            destinations=tuple(self._destination(destination) for destination in conf.destinations),
            resource_groups=tuple(self._group(group) for group in conf.resource_groups),
            tools=tuple(self._tools()),
            limits=tuple(self._limits()),
        )

    def _refuse(self, message: str, place: Span) -> None:
        self._differences.refuse(message, place)

    def _note(self, message: str, place: Span) -> None:
        self._differences.note(message, place)

    def _check_names(self, *names: Value | None) -> None:
        for name in names:
            if name is None or name.data is None:
                continue
            if not isinstance(name.data, str):
                message = (
                    f"'{name.plain()}' is not a string, and XML has only strings. Put it in quotes."
                )
                self._refuse(message, name.place)
            else:
                self._check_characters(name)

    def _check_characters(self, value: Value) -> None:
        if UNWRITABLE.search(value.data):
            self._refuse("This text has a character that XML does not allow.", value.place)

    def _check_list(self, names: Iterable[Value], stripped: bool = True) -> None:
        """Refuse names that cannot be separated by commas."""
        for name in names:
            self._check_names(name)
            text = name.data
            if isinstance(text, str) and (
                "," in text or not text or (stripped and text != text.strip())
            ):
                message = (
                    f"'{text}' cannot be in a list of XML, whose items are separated by commas."
                )
                self._refuse(message, name.place)

    def _runner(self, runner: Runner) -> Runner:
        self._check_names(runner.id, runner.load)
        if runner.load is None or runner.load.data is None:
            self._refuse("Missing 'load': XML requires it.", runner.place)
        found = self._classes.get(runner.id.data)
        known = found.plugin_param if found else lambda _name: None
        return replace(runner, params=self._params(runner.params, known))

    def _handling(self, handling: Handling) -> Handling:
        self._check_list(handling.assign)
        if handling.default:
            self._check_names(handling.default.value)
        for handler in handling.handlers:
            self._check_handler(handler)
        return handling

    def _check_handler(self, handler: Handler) -> None:
        self._check_names(handler.id, *handler.runners)
        self._check_list(handler.tags)

    def _destination(self, destination: Destination) -> Destination:
        self._check_names(destination.id, destination.runner)
        self._check_list(destination.tags)
        if destination.runner is None or not destination.runner.data:
            self._refuse(
                "Missing runner: XML requires one for each destination.", destination.place
            )
        if destination.shell is not None:
            self._refuse("XML has no 'shell'. Remove it, or keep YAML.", destination.shell.place)
        found = self._classes.get(destination.runner.data) if destination.runner else None
        known = found.destination_param if found else lambda _name: None
        return replace(
            destination,
            env=tuple(self._env(env) for env in destination.env),
            resubmit=tuple(self._resubmit(again) for again in destination.resubmit),
            metrics=self._metrics(destination.metrics) if destination.metrics else None,
            params=self._destination_params(destination, known),
        )

    def _destination_params(self, destination: Destination, known: Find) -> Params:
        params = dict(destination.params)
        if destination.metrics and "metrics" in params:
            message = "Without 'params', 'metrics' is also a parameter; in XML it is not."
            self._note(message, params.pop("metrics").name.place)
        params = dict(self._params(params, known))
        is_yaml = self._conf.syntax == "yaml"
        if is_yaml and "docker_sudo" not in params and not destination.is_dynamic:
            made = Value("docker_sudo", destination.id.place, verbatim=False)
            params["docker_sudo"] = Param(made, replace(made, data="false"))
        return params

    def _params(self, params: Params, known: Find) -> Params:
        return {
            name: replace(param, value=self._param_value(name, param, known))
            for name, param in params.items()
        }

    def _param_value(self, name: Hashable, param: Param, known: Find) -> Value:
        if name is not None:
            self._check_names(param.name)
        value = param.value
        if isinstance(value.data, (tuple, Mapping)):
            return self._structure(str(name), value)
        if isinstance(value.data, str):
            self._check_characters(value)
            if not value.data:
                message = f"The empty value of '{name}' counts as missing in XML."
                self._note(message, value.place)
            return value
        found = known(name) if isinstance(name, str) else None
        return self._scalar(str(name), value, found.kind if found else "any")

    def _structure(self, name: str, value: Value) -> Value:
        if name in CONTAINERS and isinstance(value.data, tuple):
            if all(_is_container(item) for item in value.data):
                return value
        elif name in _NAMES_WITH_COMMAS and isinstance(value.data, tuple):
            self._check_list(value.data)
            names = ",".join(str(item.data) for item in value.data)
            return Value(names, value.place, verbatim=False)
        shape = "list" if isinstance(value.data, tuple) else "mapping"
        message = f"'{name}' is a {shape}, which XML does not have. Keep YAML for it."
        self._refuse(message, value.place)
        return value

    def _scalar(self, name: str, value: Value, kind: ParamKind) -> Value:
        """Return a boolean or number; refuse it if Galaxy reads its string differently."""
        if value.data is None or (isinstance(value.data, bool) and kind in _BOOLEANS):
            return value
        if value.data is False:
            message = (
                f"XML has only strings, and Galaxy treats the string 'false' of '{name}' as true."
                " Remove it if a missing value means the same."
            )
            self._refuse(message, value.place)
        elif not isinstance(value.data, (bool, int, float)):
            message = f"'{name}' is a date or similar, and XML has only strings. Put it in quotes."
            self._refuse(message, value.place)
        elif kind not in _NUMBERS:
            shape = "boolean" if isinstance(value.data, bool) else "number"
            self._note(
                f"XML has only strings: the {shape} of '{name}' becomes a string.", value.place
            )
        return value

    def _env(self, env: Env) -> Env:
        self._check_names(env.file, env.execute)
        raw = replace(env.raw, data=True) if env.raw and env.raw.data else None
        if (env.file and env.file.data) or (env.execute and env.execute.data):
            return replace(env, value=None, raw=raw)
        if env.name is None:
            self._refuse("Missing 'name', 'file' or 'execute'.", env.place)
        self._check_names(env.name)
        if env.value is not None:
            self._check_env_value(env.value)
        return replace(env, raw=raw)

    def _check_env_value(self, value: Value) -> None:
        if value.data == "":
            message = "XML has no empty value. Write '\"\"' with raw: true, which means the same."
            self._refuse(message, value.place)
        elif isinstance(value.data, str):
            self._check_characters(value)
        elif value.data is not None:
            message = "This value is not a string: jobs fail with it. Put it in quotes."
            self._refuse(message, value.place)

    def _resubmit(self, again: Resubmit) -> Resubmit:
        self._check_names(again.condition, again.destination, again.handler)
        return again

    def _metrics(self, metrics: Metrics) -> Metrics:
        if metrics.source == "path":
            message = "Galaxy rejects the path of a metrics file in XML. List the plugins here."
            self._refuse(message, metrics.place)
        for plugin in metrics.plugins:
            self._check_metrics_plugin(plugin)
        return metrics

    def _check_metrics_plugin(self, plugin: MetricsPlugin) -> None:
        for entry in plugin.options.values():
            self._check_names(entry.name, entry.value)

    def _group(self, group: ResourceGroup) -> ResourceGroup:
        self._check_names(group.id)
        self._check_list(group.fields, stripped=False)
        return group

    def _tools(self) -> Iterator[Tool]:
        count = Counter(_key(tool) for tool in self._conf.tools)
        for tool in self._conf.tools:
            names = (tool.id, tool.tool_class, tool.handler, tool.destination, tool.resources)
            self._check_names(*names)
            params = self._params(tool.params, lambda _name: None)
            if count[_key(tool)] == 1:
                params = self._without_repeated(params)
            yield replace(tool, params=params)

    def _without_repeated(self, params: Params) -> Params:
        """Return the params of a tool without the keys that are params only in YAML."""
        for name in ("class", "destination"):
            if name in params:
                message = (
                    f"'{name}' is also a parameter of the tool here, but not in XML. The result"
                    " is the same as long as the tool has no second entry."
                )
                self._note(message, params[name].name.place)
        return {
            name: destination
            for name, destination in params.items()
            if name not in ("class", "destination")
        }

    def _limits(self) -> Iterator[Limit]:
        for limit in self._conf.limits:
            self._check_names(limit.id, limit.tag)
            counted = limit.name in (*COUNTED_BY_DESTINATION, "total_walltime")
            if counted or (limit.value and limit.value.data):
                yield limit
            else:
                message = f"Left out: {limit.name} is empty or 0 here, which means no limit."
                self._note(message, limit.place)


def _classes(conf: JobConf) -> dict[Hashable, RunnerClass | None]:
    """Return the class of each runner, None for classes outside Galaxy."""
    return {
        runner.id.data: find(runner.load.data)
        for runner in conf.runners
        if runner.load is not None and isinstance(runner.load.data, str)
    }


def _key(tool: Tool) -> tuple[str, str]:
    if tool.id is not None:
        return ("id", tool_id(str(tool.id.data)))
    return ("class", str(tool.tool_class.data) if tool.tool_class else "")


def _is_container(value: Value) -> bool:
    """Return whether a value can be written as <container>."""
    if not isinstance(value.data, Mapping) or "identifier" not in value.data:
        return False
    expected = {"identifier": str, "type": str, "shell": str, "resolve_dependencies": bool}
    return all(
        key in expected and isinstance(entry.value.data, expected[t.cast("str", key)])
        for key, entry in value.data.items()
    )
