# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""job_conf.xml read as Galaxy reads it.

Galaxy 26.1.2: galaxy/jobs/__init__.py, job_config_xml_to_dict; galaxy/web_stack/handlers.py,
ConfiguresHandlers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

from ..diagnostic import DiagnosticKind, Diagnostics, UnreadableError
from ..text import Comment, Entry, Source, Value
from ..xml import Element, parse
from .macros import Load, expand
from .model import (
    METRICS,
    Destination,
    Env,
    Handler,
    Handling,
    JobConf,
    Limit,
    Metrics,
    MetricsPlugin,
    Param,
    ResourceGroup,
    Resubmit,
    Runner,
    Tool,
)
from .start import startup_problems
from .values import as_bool, as_int, destination_limit

SECTIONS = ("macros", "plugins", "handlers", "destinations", "resources", "tools", "limits")

_FROM = ("from_environ", "from_config")
_DEFAULT = ("default", "default_from_environ", "default_from_config")
_RESUBMIT = ("condition", "destination", "handler", "delay")
_TOOL = ("id", "class", "handler", "destination", "resources")

_MISSING: dict[str, DiagnosticKind] = {
    "id": "no-id",
    "load": "no-load",
    "runner": "no-runner",
    "type": "no-type",
}


def read_xml(data: bytes | str, path: str, load: Load) -> JobConf:
    """Return the job configuration of a job_conf.xml.

    load returns the content of a macro file by the path as written, relative to the folder of the
    document; None if the file is missing. It may raise ClusterError for a file that must not be
    read.
    """
    nowhere = Source(path, "").span(0, 0)
    try:
        document = parse(data, path)
        nowhere = document.root.head
        macros = expand(document.root, load)
    except UnreadableError as error:
        return JobConf(
            syntax="xml", source=nowhere.source, place=nowhere, problems=(error.diagnostic,)
        )
    conf = _read(document.root, Diagnostics(), (*document.comments, *macros.comments))
    return replace(conf, imports=tuple(macros.imports))


def _read(root: Element, diagnostics: Diagnostics, comments: tuple[Comment, ...]) -> JobConf:
    sections = _sections(root, diagnostics)
    empty = Element(tag="", place=root.place, head=root.head)
    if "destinations" not in sections:
        message = "<destinations> is missing. Galaxy refuses to start, without a reason."
        diagnostics.add_problem("no-destinations", message, root.head)
    destinations = sections.get("destinations", empty)
    resources = sections.get("resources", empty)
    runners, dynamic = _plugins(sections.get("plugins", empty), diagnostics)
    conf = JobConf(
        syntax="xml",
        source=root.place.source,
        place=root.place,
        runners=runners,
        dynamic=dynamic,
        handling=_handling(sections["handlers"], diagnostics) if "handlers" in sections else None,
        destinations=tuple(_destinations(destinations, diagnostics)),
        default=_default(destinations),
        resource_groups=tuple(_resource_groups(resources, diagnostics)),
        default_resource_group=_non_empty(resources, "default"),
        tools=tuple(_tools(sections.get("tools", empty), diagnostics)),
        limits=tuple(_limits(sections.get("limits", empty), diagnostics)),
        sections={name: section.place for name, section in sections.items()},
        comments=comments,
        ignored=tuple(diagnostics.ignored),
    )
    problems = [*diagnostics.problems, *startup_problems(conf)]
    if "destinations" not in sections:
        problems = [problem for problem in problems if problem.kind != "no-default"]
    return replace(conf, problems=tuple(problems))


def _sections(root: Element, diagnostics: Diagnostics) -> dict[str, Element]:
    """Return the sections by name: Galaxy reads the first of each name."""
    sections: dict[str, Element] = {}
    for name in root.attributes.values():
        diagnostics.add_ignored("attribute", name.name.data, name.name.place, inside=root.tag)
    for child in root.children:
        if child.tag not in SECTIONS:
            diagnostics.add_ignored(
                "element", child.tag, child.head, known=SECTIONS, inside=root.tag
            )
        elif child.tag in sections:
            diagnostics.add_ignored("second-section", child.tag, child.head)
        sections.setdefault(child.tag, child)
    return sections


def _add_unknown(
    element: Element,
    diagnostics: Diagnostics,
    attributes: tuple[str, ...],
    children: tuple[str, ...] = (),
) -> None:
    diagnostics.add_unknown_names(element.attributes, attributes, "attribute", element.tag)
    for child in element.children:
        if child.tag not in children:
            diagnostics.add_ignored(
                "element", child.tag, child.head, known=children, inside=element.tag
            )


def _with_required(
    parent: Element, tag: str, required: tuple[str, ...], diagnostics: Diagnostics
) -> Iterator[Element]:
    """Yield the children with these attributes; Galaxy warns about others and skips them."""
    for child in parent.findall(tag):
        missing = [name for name in required if name not in child.attributes]
        if missing:
            diagnostics.add_ignored(_MISSING[missing[0]], tag, child.head)
        else:
            yield child


def _required(element: Element, name: str) -> Value:
    """Return an attribute known to be present."""
    return element.attributes[name].value


def _non_empty(element: Element, name: str) -> Value | None:
    """Return an attribute unless it is empty: Galaxy treats an empty one as missing."""
    value = element.get(name)
    return value if value and value.data else None


def _text(element: Element) -> Value:
    """Return the text of an element, not stripped; its data is None if it is empty."""
    return element.text or Value(None, element.place, verbatim=False)


def _parts(value: Value) -> tuple[Value, ...]:
    """Return the items between commas, stripped, each with its own place."""
    if not value.verbatim or value.data != value.place.text:
        return tuple(
            replace(value, data=part.strip(), verbatim=False) for part in value.data.split(",")
        )
    parts, start = [], value.place.start
    for part in value.data.split(","):
        begin = start + len(part) - len(part.lstrip())
        place = value.place.source.span(begin, begin + len(part.strip()))
        parts.append(Value(part.strip(), place))
        start += len(part) + 1
    return tuple(parts)


def _check_int(value: Value | None, subject: str, diagnostics: Diagnostics) -> None:
    if value is None:
        return
    try:
        as_int(value.data)
    except ValueError:
        message = f"{subject} is '{value.data}'; expected a whole number."
        diagnostics.add_problem("not-a-number", message, value.place)


def _check_bool(value: Value | None, subject: str, diagnostics: Diagnostics) -> None:
    if value is None:
        return
    try:
        as_bool(value.data)
    except ValueError:
        message = f"{subject} is '{value.data}'; expected 'true' or 'false'."
        diagnostics.add_problem("not-boolean", message, value.place, value=value)


def _default(section: Element) -> Param | None:
    """Return the default of <handlers> or <destinations>, None without one."""
    environ, config = section.get("default_from_environ"), section.get("default_from_config")
    value = section.get("default")
    if environ is None and config is None and not (value and value.data):
        return None
    name = section.attributes["default"].name if value else Value("default", section.head, False)
    fallback = value or Value(None, section.head, verbatim=False)
    return Param(name, fallback, environ, None if environ else config)


def _params(parent: Element, diagnostics: Diagnostics) -> dict[Hashable, Param]:
    """Return the <param> children: the last of each id wins."""
    params: dict[Hashable, Param] = {}
    for element in parent.findall("param"):
        name = element.get("id") or Value(None, element.head, verbatim=False)
        if name.data is None:
            diagnostics.add_ignored("no-id", "param", element.head)
        if name.data in params:
            diagnostics.add_ignored("duplicate", f"param {name.data}", params[name.data].name.place)
        holds_containers = name.data in ("container", "container_override")
        value = _containers(element, diagnostics) if holds_containers else _text(element)
        environ, config = element.get("from_environ"), element.get("from_config")
        _add_unknown(
            element, diagnostics, ("id", *_FROM), ("container",) if holds_containers else ()
        )
        params[name.data] = Param(name, value, environ, None if environ else config)
    return params


def _containers(param: Element, diagnostics: Diagnostics) -> Value:
    """Return a list of containers.

    galaxy/tool_util/deps/requirements.py, container_from_element and ContainerDescription.
    """
    containers = []
    for element in param.findall("container"):
        _check_bool(element.get("resolve_dependencies"), "resolve_dependencies", diagnostics)
        _add_unknown(element, diagnostics, ("type", "shell", "resolve_dependencies"))
        resolve = element.get("resolve_dependencies")
        fields = {
            "identifier": _image(_text(element)),
            "type": element.get("type") or Value("docker", element.head, False),
            "resolve_dependencies": Value(_truth(resolve), element.head, False),
            "shell": element.get("shell") or Value("/bin/sh", element.head, False),
        }
        entries = {
            key: Entry(Value(key, value.place, False), value) for key, value in fields.items()
        }
        containers.append(Value(entries, element.place, verbatim=False))
    return Value(tuple(containers), param.place, verbatim=False)


def _truth(value: Value | None) -> bool:
    try:
        return as_bool(value.data) if value else False
    except ValueError:
        return False


def _image(value: Value) -> Value:
    """Return an image's name on one line, in lower case except for folders and tag."""
    text = "".join((value.data or "").splitlines()).strip()
    folder, slash, image = text.rpartition("/")
    name, colon, tag = image.rpartition(":")
    image = f"{name.lower()}:{tag}" if colon else image.lower()
    return replace(value, data=f"{folder}{slash}{image}", verbatim=False)


def _plugins(
    section: Element, diagnostics: Diagnostics
) -> tuple[tuple[Runner, ...], dict[Hashable, Param] | None]:
    """Return the runners and the parameters of dynamic destinations."""
    _add_unknown(section, diagnostics, ("workers",), ("plugin",))
    runners: dict[str, Runner] = {}
    dynamic = None
    for plugin in section.findall("plugin"):
        is_runner = plugin.get("type") is not None and _required(plugin, "type").data == "runner"
        is_dynamic = (
            is_runner and "id" in plugin.attributes and _required(plugin, "id").data == "dynamic"
        )
        if is_dynamic:
            dynamic = _params(plugin, diagnostics)
        elif missing := [name for name in ("id", "type", "load") if name not in plugin.attributes]:
            diagnostics.add_ignored(_MISSING[missing[0]], "plugin", plugin.head)
        elif not is_runner:
            diagnostics.add_ignored(
                "plugin-type", _required(plugin, "type").data, _required(plugin, "type").place
            )
        else:
            runner = _runner(plugin, section, diagnostics)
            if runner.id.data in runners:
                place = runners[runner.id.data].place
                diagnostics.add_ignored("duplicate", f"plugin {runner.id.data}", place)
            runners[runner.id.data] = runner
    return tuple(runners.values()), dynamic


def _runner(plugin: Element, section: Element, diagnostics: Diagnostics) -> Runner:
    _add_unknown(plugin, diagnostics, ("id", "type", "load", "workers"), ("param",))
    workers = plugin.get("workers") or section.get("workers")
    _check_int(workers, "workers", diagnostics)
    params = _params(plugin, diagnostics)
    enabled = params.pop("enabled", None)
    return Runner(
        id=_required(plugin, "id"),
        place=plugin.place,
        load=plugin.get("load"),
        workers=workers,
        params=params,
        enabled=enabled,
    )


def _handling(section: Element, diagnostics: Diagnostics) -> Handling:
    _add_unknown(
        section,
        diagnostics,
        (*_DEFAULT, "assign_with", "max_grab", "ready_window_size"),
        ("handler",),
    )
    handlers: dict[str, Handler] = {}
    for element in _with_required(section, "handler", ("id",), diagnostics):
        handler = _handler(element, diagnostics)
        if handler.id.data in handlers:
            diagnostics.add_ignored("duplicate", f"handler {handler.id.data}", handler.place)
        handlers.setdefault(handler.id.data, handler)
    assign = _non_empty(section, "assign_with")
    # Galaxy strips several names, but not a single one.
    several = assign is not None and "," in assign.data
    return Handling(
        place=section.place,
        assign=() if assign is None else _parts(assign) if several else (assign,),
        max_grab=_non_empty(section, "max_grab"),
        ready_window_size=_non_empty(section, "ready_window_size"),
        default=_default(section),
        handlers=tuple(handlers.values()),
    )


def _handler(element: Element, diagnostics: Diagnostics) -> Handler:
    _add_unknown(element, diagnostics, ("id", "tags"), ("plugin",))
    tags = element.get("tags")
    plugins = tuple(
        _required(plugin, "id")
        for plugin in _with_required(element, "plugin", ("id",), diagnostics)
    )
    return Handler(_required(element, "id"), element.place, _parts(tags) if tags else (), plugins)


def _destinations(section: Element, diagnostics: Diagnostics) -> Iterator[Destination]:
    _add_unknown(section, diagnostics, _DEFAULT, ("destination",))
    for element in _with_required(section, "destination", ("id", "runner"), diagnostics):
        yield _destination(element, diagnostics)


def _destination(element: Element, diagnostics: Diagnostics) -> Destination:
    _add_unknown(
        element,
        diagnostics,
        ("id", "runner", "tags", "metrics"),
        ("param", "env", "resubmit", "job_metrics"),
    )
    tags = element.get("tags")
    params = _params(element, diagnostics)
    enabled = params.pop("enabled", None)
    if "docker_sudo" not in params:
        made = Value("docker_sudo", element.head, verbatim=False)
        params["docker_sudo"] = Param(made, replace(made, data="true"))
    return Destination(
        id=_required(element, "id"),
        place=element.place,
        runner=_destination_runner(element),
        tags=_parts(tags) if tags else (),
        env=tuple(_envs(element, diagnostics)),
        resubmit=tuple(_resubmits(element, diagnostics)),
        metrics=_metrics(element, diagnostics),
        params=params,
        enabled=enabled,
    )


def _destination_runner(element: Element) -> Value | None:
    """Return the runner. In XML, Galaxy treats dynamic_tpv as plain dynamic."""
    runner = _non_empty(element, "runner")
    if runner and runner.data == "dynamic_tpv":
        return replace(runner, data="dynamic", verbatim=False)
    return runner


def _envs(parent: Element, diagnostics: Diagnostics) -> Iterator[Env]:
    for element in parent.findall("env"):
        _add_unknown(element, diagnostics, ("id", "file", "exec", "raw"))
        raw = element.get("raw")
        _check_bool(raw, "raw", diagnostics)
        yield Env(
            place=element.place,
            name=element.get("id"),
            file=element.get("file"),
            execute=element.get("exec"),
            value=_text(element),
            raw=raw,
        )


def _resubmits(parent: Element, diagnostics: Diagnostics) -> Iterator[Resubmit]:
    for element in parent.findall("resubmit"):
        _add_unknown(element, diagnostics, _RESUBMIT)
        yield Resubmit(element.place, *(element.get(name) for name in _RESUBMIT))


def _metrics(element: Element, diagnostics: Diagnostics) -> Metrics | None:
    """Return the metrics of a destination. Galaxy rejects a path in the attribute."""
    attribute = _non_empty(element, "metrics")
    if attribute:
        _check_bool(attribute, "metrics", diagnostics)
        if not _truth(attribute):
            return Metrics(attribute.place, "disabled")
        return Metrics(attribute.place, "path", attribute)
    plugins = element.find("job_metrics")
    if plugins is None:
        return None
    for plugin in plugins.children:
        if plugin.tag not in METRICS:
            message = (
                f"Unknown job metrics plugin '{plugin.tag}'; expected one of {', '.join(METRICS)}."
            )
            diagnostics.add_problem("unknown-metrics", message, plugin.head)
    made = tuple(
        MetricsPlugin(Value(plugin.tag, plugin.head, False), plugin.place, plugin.attributes)
        for plugin in plugins.children
    )
    return Metrics(plugins.place, "plugins", None, made)


def _resource_groups(section: Element, diagnostics: Diagnostics) -> Iterator[ResourceGroup]:
    _add_unknown(section, diagnostics, ("default",), ("group",))
    groups: dict[str, ResourceGroup] = {}
    for element in _with_required(section, "group", ("id",), diagnostics):
        _add_unknown(element, diagnostics, ("id", "fields"))
        group = ResourceGroup(_required(element, "id"), element.place, _fields(element))
        if group.id.data in groups:
            diagnostics.add_ignored(
                "duplicate", f"group {group.id.data}", groups[group.id.data].place
            )
        groups[group.id.data] = group
    yield from groups.values()


def _fields(element: Element) -> tuple[Value, ...]:
    """Return the fields of a group, separated by commas; Galaxy keeps their blanks."""
    written = _non_empty(element, "fields") or element.text
    if written is None:
        return ()
    return tuple(
        replace(part, data=raw)
        for part, raw in zip(_parts(written), written.data.split(","))
        if raw
    )


def _tools(section: Element, diagnostics: Diagnostics) -> Iterator[Tool]:
    _add_unknown(section, diagnostics, (), ("tool",))
    for element in section.findall("tool"):
        _add_unknown(element, diagnostics, _TOOL, ("param",))
        attributes = {name: _non_empty(element, name) for name in _TOOL}
        attributes["tool_class"] = attributes.pop("class")
        yield Tool(element.place, **attributes, params=_params(element, diagnostics))


def _limits(section: Element, diagnostics: Diagnostics) -> Iterator[Limit]:
    _add_unknown(section, diagnostics, (), ("limit",))
    for element in _with_required(section, "limit", ("type",), diagnostics):
        _add_unknown(element, diagnostics, ("type", "id", "tag", "window"))
        kind = _required(element, "type")
        if not kind.data:
            diagnostics.add_problem(
                "limit-without-type", "This limit has an empty type.", element.head
            )
            continue
        yield Limit(
            name=destination_limit(kind.data),
            type=kind,
            place=element.place,
            value=_text(element),
            id=_non_empty(element, "id"),
            tag=_non_empty(element, "tag"),
            window=_non_empty(element, "window"),
        )
