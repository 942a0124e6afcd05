# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job configuration written as job_conf.xml, its sections in the order of Galaxy's sample.

Galaxy 26.1.2: config/sample/job_conf.xml.sample_advanced; galaxy/jobs/__init__.py,
job_config_xml_to_dict.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from ..text import Span, Value
from ..xml import Tag, dump
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
    ResourceGroup,
    Resubmit,
    Runner,
    Tool,
)

CONTAINERS = ("container", "container_override")


def write_xml(conf: JobConf) -> str:
    """Return a job configuration as XML. convert.py makes sure that XML can hold it."""
    return _Writer(conf).text()


class _Writer:
    """The new document, and the places of its parts in the old destination."""

    def __init__(self, conf: JobConf) -> None:
        self._conf = conf
        self._spots = Spots(conf)

    def text(self) -> str:
        conf = self._conf
        sections = [
            self._section("plugins", "runners", {}, self._plugins()),
            self._section("handlers", "handling", _handling(conf.handling), self._handlers()),
            self._section(
                "destinations", "execution", _default(conf.default), self._destinations()
            ),
            self._section(
                "resources",
                "resources",
                _attributes(default=conf.default_resource_group),
                (self._group(group) for group in conf.resource_groups),
            ),
            self._section("tools", "tools", {}, (self._tool(tool) for tool in conf.tools)),
            self._section("limits", "limits", {}, (self._limit(limit) for limit in conf.limits)),
        ]
        needed = ("destinations", "handlers") if conf.handling else ("destinations",)
        root = Tag(
            "job_conf",
            children=[
                section
                for section in sections
                if section.children or section.attributes or section.name in needed
            ],
        )
        self._spots.attach_comments(root, "xml")
        return dump(root)

    def _commented(self, place: Span, tag: Tag, name: Value | None = None) -> Tag:
        """Return an element with the comments of its old place and, in YAML, name."""
        self._spots.add(tag, place, name)
        return tag

    def _section(
        self, name: str, in_yaml: str, attributes: dict[str, str], children: Iterable[Tag]
    ) -> Tag:
        tag = Tag(name, attributes, children=list(children))
        place = self._conf.sections.get(name) or self._conf.sections.get(in_yaml)
        if place:
            self._spots.add_section(tag, place)
        return tag

    def _params(self, params: Params, enabled: Param | None = None) -> Iterator[Tag]:
        for param in [*([enabled] if enabled else []), *params.values()]:
            attributes = _attributes(
                id=param.name, from_environ=param.from_environ, from_config=param.from_config
            )
            tag = Tag("param", attributes)
            if isinstance(param.value.data, tuple):
                tag.children = [_container(item) for item in param.value.data]
            else:
                tag.text = _text(param.value)
            yield self._commented(_place(param), tag)

    def _plugins(self) -> Iterator[Tag]:
        for runner in self._conf.runners:
            yield self._commented(runner.place, self._plugin(runner), runner.id)
        if self._conf.dynamic is not None:
            children = list(self._params(self._conf.dynamic))
            yield Tag("plugin", {"id": "dynamic", "type": "runner"}, children=children)

    def _plugin(self, runner: Runner) -> Tag:
        attributes = {
            **_attributes(id=runner.id),
            "type": "runner",
            **_attributes(load=runner.load, workers=runner.workers),
        }
        children = list(self._params(runner.params, runner.enabled))
        return Tag("plugin", attributes, children=children)

    def _handlers(self) -> Iterator[Tag]:
        for handler in self._conf.handling.handlers if self._conf.handling else ():
            yield self._commented(handler.place, self._handler(handler), handler.id)

    def _handler(self, handler: Handler) -> Tag:
        attributes = {**_attributes(id=handler.id), **_joined("tags", handler.tags)}
        plugins = [
            self._commented(runner.place, Tag("plugin", _attributes(id=runner)))
            for runner in handler.runners
        ]
        return Tag("handler", attributes, children=plugins)

    def _destinations(self) -> Iterator[Tag]:
        for destination in self._conf.destinations:
            yield self._commented(destination.place, self._destination(destination), destination.id)

    def _destination(self, destination: Destination) -> Tag:
        attributes = {
            **_attributes(id=destination.id, runner=destination.runner),
            **_joined("tags", destination.tags),
        }
        params = dict(destination.params)
        if is_default_sudo(params.get("docker_sudo")):
            del params["docker_sudo"]
        children = [
            *self._params(params, destination.enabled),
            *(self._commented(env.place, _env(env)) for env in destination.env),
            *(self._commented(again.place, _resubmit(again)) for again in destination.resubmit),
        ]
        if destination.metrics and destination.metrics.source == "disabled":
            attributes["metrics"] = "off"
        elif destination.metrics:
            children.append(self._metrics(destination.metrics))
        return Tag("destination", attributes, children=children)

    def _metrics(self, metrics: Metrics) -> Tag:
        plugins = [
            self._commented(
                plugin.place,
                Tag(
                    str(plugin.type.data),
                    {
                        str(name): _text(option.value) or ""
                        for name, option in plugin.options.items()
                    },
                ),
            )
            for plugin in metrics.plugins
        ]
        return self._commented(metrics.place, Tag("job_metrics", children=plugins))

    def _group(self, group: ResourceGroup) -> Tag:
        tag = Tag("group", {**_attributes(id=group.id), **_joined("fields", group.fields)})
        return self._commented(group.place, tag, group.id)

    def _tool(self, tool: Tool) -> Tag:
        attributes = _attributes(
            id=tool.id,
            **{"class": tool.tool_class},
            handler=tool.handler,
            destination=tool.destination,
            resources=tool.resources,
        )
        children = list(self._params(tool.params))
        return self._commented(tool.place, Tag("tool", attributes, children=children))

    def _limit(self, limit: Limit) -> Tag:
        attributes = {
            "type": limit.name,
            **_attributes(id=limit.id, tag=limit.tag, window=limit.window),
        }
        text = _text(limit.value) if limit.value else None
        return self._commented(limit.place, Tag(name="limit", attributes=attributes, text=text))


def is_default_sudo(param: Param | None) -> bool:
    """Return whether this is the docker_sudo that Galaxy adds in XML: it is written nowhere."""
    return (
        param is not None and param.value.data == "true" and param.name.place == param.value.place
    )


def _place(param: Param) -> Span:
    """Return the place of a param's element: its name is an attribute in XML."""
    return param.name.place


def _text(value: Value) -> str | None:
    """Return a value as XML text."""
    if isinstance(value.data, bool):
        return str(value.data).lower()
    return None if value.data is None else str(value.data)


def _attributes(**values: Value | None) -> dict[str, str]:
    """Return the values that are set, as XML text."""
    texts = {name: _text(value) for name, value in values.items() if value is not None}
    return {name: text for name, text in texts.items() if text is not None}


def _joined(name: str, values: tuple[Value, ...]) -> dict[str, str]:
    return {name: ",".join(_text(value) or "" for value in values)} if values else {}


def _default(default: Param | None) -> dict[str, str]:
    if default is None:
        return {}
    return _attributes(
        default=default.value,
        default_from_environ=default.from_environ,
        default_from_config=default.from_config,
    )


def _handling(handling: Handling | None) -> dict[str, str]:
    if handling is None:
        return {}
    return {
        **_joined("assign_with", handling.assign),
        **_attributes(max_grab=handling.max_grab, ready_window_size=handling.ready_window_size),
        **_default(handling.default),
    }


def _env(env: Env) -> Tag:
    attributes = {
        **_attributes(id=env.name, file=env.file),
        **_attributes(exec=env.execute, raw=env.raw),
    }
    return Tag(name="env", attributes=attributes, text=_text(env.value) if env.value else None)


def _resubmit(again: Resubmit) -> Tag:
    return Tag(
        "resubmit",
        _attributes(
            condition=again.condition,
            destination=again.destination,
            handler=again.handler,
            delay=again.delay,
        ),
    )


def _container(value: Value) -> Tag:
    """Return the element of a container."""
    texts: dict[Hashable, str | None] = {
        key: _text(entry.value) for key, entry in value.data.items()
    }
    attributes = {
        name: text
        for name in ("type", "shell", "resolve_dependencies")
        if (text := texts.get(name)) is not None
    }
    return Tag(name="container", attributes=attributes, text=texts.get("identifier"))
