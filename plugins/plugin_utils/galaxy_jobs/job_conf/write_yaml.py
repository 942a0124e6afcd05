# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job configuration written as job_conf.yml, its sections in the order of Galaxy's sample.

Galaxy 26.1.2: config/sample/job_conf.sample.yml; galaxy/jobs/__init__.py, _configure_from_dict.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from ..text import Span, Value
from ..yaml import Commented, dump
from .comments import Spots
from .model import (
    Destination,
    Env,
    Handler,
    Handling,
    JobConf,
    Limit,
    Metrics,
    Param,
    Params,
    Resubmit,
    Runner,
    Tool,
)
from .read_yaml import DESTINATION, RUNNER, TPV

_ENVIRONMENT = "environment_"
_DESTINATION = "destination_"

Entries = dict[Hashable, object]


def write_yaml(conf: JobConf) -> str:
    """Return a job configuration as YAML. convert.py makes sure that YAML can hold it."""
    return _Writer(conf).text()


class _Writer:
    """The new document, and the places of its parts in the old destination."""

    def __init__(self, conf: JobConf) -> None:
        self._conf = conf
        self._spots = Spots(conf)

    def text(self) -> str:
        conf = self._conf
        sections: dict[str, tuple[str, object]] = {
            "runners": ("plugins", self._runners()),
            "handling": ("handlers", self._handling(conf.handling) if conf.handling else None),
            "execution": ("destinations", self._execution()),
            "tools": (
                "tools",
                [self._commented(tool.place, self._tool(tool)) for tool in conf.tools],
            ),
            "resources": ("resources", self._resources()),
            "limits": (
                "limits",
                [
                    self._commented(destination.place, self._limit(destination))
                    for destination in conf.limits
                ],
            ),
        }
        document = {
            name: self._section(conf.sections.get(name) or conf.sections.get(in_xml), data)
            for name, (in_xml, data) in sections.items()
            if data or name == "runners"
        }
        root = Commented(document)
        self._spots.attach_comments(root, "yaml")
        for index, section in enumerate(document.values()):
            if index:
                section.above.insert(0, None)
        return dump(root)

    def _section(self, place: Span | None, data: object) -> Commented:
        section = Commented(data)
        if place:
            self._spots.add_section(section, place)
        return section

    def _commented(self, place: Span, data: object, name: Value | None = None) -> Commented:
        """Return data with the comments of its old place and name."""
        commented = Commented(data)
        self._spots.add(commented, place, name)
        return commented

    def _value(self, value: Value) -> object:
        if isinstance(value.data, tuple):
            return [self._commented(item.place, self._value(item)) for item in value.data]
        if isinstance(value.data, Mapping):
            return {
                key: self._commented(entry.value.place, self._value(entry.value), entry.name)
                for key, entry in value.data.items()
            }
        return value.data

    def _set(self, **values: Value | None) -> Entries:
        """Return the values that are set."""
        return {
            name: self._commented(value.place, self._value(value))
            for name, value in values.items()
            if value is not None
        }

    def _params(self, params: Params, enabled: Param | None = None) -> Entries:
        first: list[tuple[Hashable, Param]] = [("enabled", enabled)] if enabled else []
        return {
            name: self._commented(param.value.place, self._value(param.value), param.name)
            for name, param in [*first, *params.items()]
        }

    def _names(self, values: Iterable[Value]) -> list[Commented]:
        return [self._commented(value.place, self._value(value)) for value in values]

    def _runners(self) -> Entries:
        runners: Entries = {
            runner.id.data: self._commented(runner.place, self._runner(runner), runner.id)
            for runner in self._conf.runners
        }
        if self._conf.dynamic is not None:
            runners["dynamic"] = _with_params({}, "kwds", self._params(self._conf.dynamic), RUNNER)
        return runners

    def _runner(self, runner: Runner) -> Entries:
        entries = self._set(load=runner.load, workers=runner.workers)
        return _with_params(entries, "kwds", self._params(runner.params, runner.enabled), RUNNER)

    def _handling(self, handling: Handling) -> Entries:
        assign: Entries = {"assign": self._names(handling.assign)} if handling.assign else {}
        processes = {
            handler.id.data: self._commented(handler.place, self._handler(handler), handler.id)
            for handler in handling.handlers
        }
        return {
            **assign,
            **self._set(
                max_grab=handling.max_grab,
                ready_window_size=handling.ready_window_size,
                default=handling.default.value if handling.default else None,
            ),
            **({"processes": processes} if processes else {}),
        }

    def _handler(self, handler: Handler) -> Entries | None:
        lists = {"tags": self._names(handler.tags), "plugins": self._names(handler.runners)}
        return {name: values for name, values in lists.items() if values} or None

    def _execution(self) -> Entries:
        default, destinations = self._conf.default, self._conf.destinations
        environments: object = {
            destination.id.data: self._commented(
                destination.place, self._destination(destination), destination.id
            )
            for destination in destinations
        }
        if len({destination.id.data for destination in destinations}) < len(destinations):
            environments = [
                self._commented(
                    destination.place,
                    {**self._set(id=destination.id), **self._destination(destination)},
                )
                for destination in destinations
            ]
        execution = self._set(default=default.value if default else None)
        return {**execution, "environments": environments} if environments else execution

    def _destination(self, destination: Destination) -> Entries:
        entries = self._set(runner=destination.runner, shell=destination.shell)
        lists = {
            "tags": self._names(destination.tags),
            "env": [self._commented(env.place, self._env(env)) for env in destination.env],
            "resubmit": [
                self._commented(again.place, self._resubmit(again))
                for again in destination.resubmit
            ],
        }
        entries.update({name: values for name, values in lists.items() if values})
        params = self._params(destination.params, destination.enabled)
        if _is_shortcut(destination):
            params = {name: value for name, value in params.items() if name not in TPV}
            entries["runner"] = "dynamic_tpv"
        metrics = {} if "metrics" in params else self._metrics(destination.metrics)
        return _with_params({**entries, **metrics}, "params", params, DESTINATION)

    def _metrics(self, metrics: Metrics | None) -> Entries:
        if metrics is None:
            return {}
        if metrics.source != "plugins":
            data: object = {"src": metrics.source, **self._set(path=metrics.path)}
        else:
            data = [
                {
                    **self._set(type=plugin.type),
                    **{
                        key: self._commented(
                            option.value.place, self._value(option.value), option.name
                        )
                        for key, option in plugin.options.items()
                    },
                }
                for plugin in metrics.plugins
            ]
        return {"metrics": self._commented(metrics.place, data)}

    def _env(self, env: Env) -> Entries:
        return self._set(
            name=env.name, value=env.value, file=env.file, execute=env.execute, raw=env.raw
        )

    def _resubmit(self, again: Resubmit) -> Entries:
        return self._set(
            condition=again.condition,
            environment=again.destination,
            handler=again.handler,
            delay=again.delay,
        )

    def _resources(self) -> Entries:
        groups = {
            group.id.data: self._commented(group.place, self._names(group.fields), group.id)
            for group in self._conf.resource_groups
        }
        default = self._set(default=self._conf.default_resource_group)
        return {**default, **({"groups": groups} if groups else {})}

    def _tool(self, tool: Tool) -> Entries:
        entries = self._set(
            **{"id": tool.id, "class": tool.tool_class},
            environment=tool.destination,
            handler=tool.handler,
            resources=tool.resources,
        )
        params = self._params(tool.params)
        if not _is_flat(tool):
            return {**entries, "params": params}
        if "destination" in params and tool.params["destination"].value is tool.destination:
            del entries["environment"]
        return {**entries, **params}

    def _limit(self, limit: Limit) -> Entries:
        kind = limit.name
        if kind.startswith(_DESTINATION):
            kind = f"{_ENVIRONMENT}{kind[len(_DESTINATION) :]}"
        values = self._set(id=limit.id, tag=limit.tag, window=limit.window, value=limit.value)
        return {"type": kind, **values}


def _with_params(entries: Entries, nested: str, params: Entries, taken: tuple[str, ...]) -> Entries:
    """Return parameters next to the other keys, or nested where Galaxy would confuse the two."""
    confused = {*taken, nested} & params.keys() or ("metrics" in entries)
    return {**entries, nested: params} if confused else {**entries, **params}


def _is_flat(tool: Tool) -> bool:
    """Return whether the only params are 'class' and 'destination', which Galaxy adds itself.

    galaxy/jobs/__init__.py: any other key next to them also becomes an attribute of the tool.
    """
    tool_class = tool.params.get("class")
    return tool.params.keys() <= {"class", "destination"} and (
        (tool_class.value if tool_class else None) is tool.tool_class
    )


def _is_shortcut(destination: Destination) -> bool:
    """Return whether this is an expanded runner: dynamic_tpv."""
    return (
        destination.runner is not None
        and destination.runner.place.text == "dynamic_tpv"
        and all(
            name in destination.params and destination.params[name].value.data == TPV[name]
            for name in TPV
        )
    )
