# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""job_conf.yml, and job_config of galaxy.yml, read as Galaxy reads them.

Galaxy 26.1.2: galaxy/jobs/__init__.py, _configure_from_dict; galaxy/web_stack/handlers.py,
_init_handlers. Galaxy does not validate the document. A value that crashes it is a startup problem;
a value that it misreads is a problem with the consequence silent or job.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..diagnostic import Consequence, DiagnosticKind, Diagnostics, UnreadableError
from ..text import Comment, Entries, Entry, Span, Value
from ..yaml import parse
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
    is_enabled,
)
from .shapes import (
    check_keywords,
    describe,
    entry_of,
    get,
    get_non_null,
    items_of,
    mapping,
    mappings_in,
    names_of,
    section_of,
)
from .start import startup_problems
from .values import destination_limit

SECTIONS = ("runners", "dynamic", "handling", "execution", "resources", "tools", "limits")

RUNNER = ("id", "load", "workers")
DESTINATION = ("id", "tags", "runner", "shell", "env", "resubmit")
_TOOL = ("environment", "handler", "id", "resources")
_ENV = ("name", "file", "execute", "value", "raw")
_RESUBMIT = ("condition", "environment", "handler", "delay")
# The parameters that runner: dynamic_tpv stands for. Galaxy 26.1.2, galaxy/jobs/__init__.py.
TPV = {"type": "python", "function": "map_tool_to_destination", "rules_module": "tpv.rules"}

_BESIDE: dict[str, DiagnosticKind] = {"params": "beside-params", "kwds": "beside-kwds"}


def read_yaml(data: bytes | str, path: str) -> JobConf:
    """Return the job configuration of a job_conf.yml."""
    try:
        document = parse(data, path)
    except UnreadableError as error:
        return _unreadable(error)
    conf = read_value(document.value, document.comments)
    return replace(conf, problems=(*document.duplicates, *conf.problems))


def read_galaxy_yaml(data: bytes | str, path: str) -> JobConf | None:
    """Return the job configuration inside a galaxy.yml, None without job_config."""
    try:
        document = parse(data, path)
    except UnreadableError as error:
        return _unreadable(error)
    settings = entry_of(document.value, "galaxy")
    inline = entry_of(settings.value, "job_config") if settings else None
    if settings is None or inline is None:
        return None
    here = inline.value.place
    column = here.position.column
    inside = tuple(
        comment
        for comment in document.comments
        if here.start <= comment.place.start < here.end and comment.place.position.column >= column
    )
    conf = read_value(inline.value, inside)
    duplicates = [
        problem for problem in document.duplicates if here.start <= problem.place.start < here.end
    ]
    options: Entries = settings.value.data
    return replace(
        conf,
        settings={name: option for name, option in options.items() if name != "job_config"},
        problems=(*duplicates, *conf.problems),
    )


def read_value(value: Value, comments: tuple[Comment, ...] = ()) -> JobConf:
    """Return the job configuration in a value of a document."""
    diagnostics = Diagnostics()
    source = value.place.source
    conf = JobConf(syntax="yaml", source=source, place=value.place, comments=comments)
    top = mapping(value, "The job configuration", diagnostics)
    if top is None:
        return replace(conf, problems=tuple(diagnostics.problems))
    conf = _sections(conf, top, diagnostics)
    return replace(
        conf,
        problems=(*diagnostics.problems, *startup_problems(conf)),
        ignored=tuple(diagnostics.ignored),
    )


def _unreadable(error: UnreadableError) -> JobConf:
    place = error.diagnostic.place
    return JobConf(syntax="yaml", source=place.source, place=place, problems=(error.diagnostic,))


def _sections(conf: JobConf, top: Entries, diagnostics: Diagnostics) -> JobConf:
    diagnostics.add_unknown_names(top, SECTIONS)
    if "runners" not in top:
        diagnostics.add_problem("no-runners", "'runners' is missing.", conf.place)
    runners = tuple(_runners(section_of(top, "runners", diagnostics), diagnostics))
    execution = section_of(top, "execution", diagnostics)
    diagnostics.add_unknown_names(execution, ("default", "environments"))
    resources = section_of(top, "resources", diagnostics)
    diagnostics.add_unknown_names(resources, ("default", "groups"))
    handling = section_of(top, "handling", diagnostics)
    default = execution.get("default")
    source = conf.source
    return replace(
        conf,
        sections={
            key: source.span(entry.name.place.start, entry.value.place.end)
            for key, entry in top.items()
            if isinstance(key, str)
        },
        runners=tuple(runner for runner in runners if runner.id.data != "dynamic"),
        dynamic=_dynamic(runners, top.get("dynamic"), diagnostics),
        handling=_handling(handling, top["handling"].value.place, diagnostics)
        if handling
        else None,
        destinations=tuple(_destinations(execution, diagnostics)),
        default=Param(default.name, default.value) if default else None,
        resource_groups=tuple(_resource_groups(resources, diagnostics)),
        default_resource_group=get(resources, "default"),
        tools=tuple(_tools(top, diagnostics)),
        limits=tuple(_limits(top, diagnostics)),
    )


def _params(
    entries: Entries,
    nested: str,
    known: tuple[str, ...],
    subject: str,
    consequence: Consequence,
    diagnostics: Diagnostics,
) -> dict[t.Hashable, Param]:
    """Return the parameters: the entries of a nested key (params, kwds), else all unknown keys.

    consequence is for a nested value that is not a mapping.
    """
    value = get(entries, nested)
    if value is None or (value.data is None and nested == "params"):
        return {
            key: Param(entry.name, entry.value)
            for key, entry in entries.items()
            if key not in known
        }
    diagnostics.add_unknown_names(entries, (*known, nested), _BESIDE[nested])
    if isinstance(value.data, Mapping):
        return {key: Param(entry.name, entry.value) for key, entry in value.data.items()}
    if value.data or consequence != "job":
        message = f"'{nested}' of {subject} must be a mapping; it is {describe(value)}."
        crashes = subject != "a tool" and _holds_enabled(value)
        diagnostics.add_problem(
            "not-a-mapping", message, value.place, "startup" if crashes else consequence
        )
    return {}


def _holds_enabled(value: Value) -> bool:
    """Return whether Galaxy crashes when it takes 'enabled' from a value of another shape."""
    if isinstance(value.data, str):
        return "enabled" in value.data
    if isinstance(value.data, tuple):
        return "enabled" in value.plain()
    return bool(value.data)


def _runners(section: Entries, diagnostics: Diagnostics) -> Iterator[Runner]:
    for entry in section.values():
        subject = f"The runner '{entry.name.data}'"
        entries = mapping(entry.value, subject, diagnostics)
        if entries is None:
            continue
        consequence: Consequence = "job" if entry.name.data == "dynamic" else "handler"
        params = _params(entries, "kwds", RUNNER, subject.lower(), consequence, diagnostics)
        enabled = params.pop("enabled", None)
        yield Runner(
            id=entry.name,
            place=entry.value.place,
            load=get(entries, "load"),
            workers=get(entries, "workers"),
            params=params,
            enabled=enabled,
        )


def _dynamic(
    runners: tuple[Runner, ...], top: Entry | None, diagnostics: Diagnostics
) -> dict[t.Hashable, Param] | None:
    """Return the parameters of dynamic destinations: top-level 'dynamic', else the runner's."""
    if top is not None:
        if isinstance(top.value.data, Mapping):
            return {key: Param(entry.name, entry.value) for key, entry in top.value.data.items()}
        message = f"'dynamic' must be a mapping; it is {describe(top.value)}."
        diagnostics.add_problem("not-a-mapping", message, top.value.place, "job")
        return None
    for runner in runners:
        if runner.id.data == "dynamic" and is_enabled(runner.enabled):
            return dict(runner.params)
    return None


def _handling(section: Entries, place: Span, diagnostics: Diagnostics) -> Handling:
    diagnostics.add_unknown_names(
        section, ("assign", "max_grab", "ready_window_size", "default", "processes")
    )
    default, assign = section.get("default"), get(section, "assign")
    is_set = default is not None and default.value.data is not None
    return Handling(
        place=place,
        assign=items_of(assign, "'assign'", diagnostics) if assign else (),
        max_grab=get(section, "max_grab"),
        ready_window_size=get(section, "ready_window_size"),
        default=Param(default.name, default.value) if default and is_set else None,
        handlers=tuple(_handlers(section_of(section, "processes", diagnostics), diagnostics)),
    )


def _handlers(processes: Entries, diagnostics: Diagnostics) -> Iterator[Handler]:
    """Yield the handlers. Galaxy skips a handler whose name is already a tag."""
    taken: set[t.Hashable] = set()
    for key, entry in processes.items():
        seen = Diagnostics() if key in taken else diagnostics
        process = entry.value
        entries = mapping(process, f"'{key}'", seen) if process.data else {}
        handler = _handler(entry, entries or {}, seen)
        if key in taken:
            diagnostics.add_ignored("handler-named-as-tag", key, entry.name.place)
        taken.update(tag.data for tag in (handler.id, *handler.tags))
        yield handler


def _handler(entry: Entry, process: Entries, diagnostics: Diagnostics) -> Handler:
    # Gravity, which starts the processes, reads 'environment'.
    diagnostics.add_unknown_names(process, ("tags", "plugins", "environment"))
    tags, plugins = get(process, "tags"), get(process, "plugins")
    return Handler(
        entry.name,
        entry.value.place,
        names_of(tags, "'tags'", diagnostics) if tags and tags.data else (),
        items_of(plugins, "'plugins'", diagnostics) if plugins and plugins.data else (),
    )


def _destinations(execution: Entries, diagnostics: Diagnostics) -> Iterator[Destination]:
    environments = get(execution, "environments")
    if environments is None:
        return
    for name, value in _environments(environments, diagnostics):
        entries = mapping(value, f"The environment '{name.data}'", diagnostics)
        if entries is not None:
            yield _destination(name, value.place, entries, diagnostics)


def _environments(value: Value, diagnostics: Diagnostics) -> Iterator[tuple[Value, Value]]:
    """Yield the ids and values of environments: a mapping, or a list of mappings with ids."""
    if not isinstance(value.data, tuple):
        for entry in (mapping(value, "'environments'", diagnostics) or {}).values():
            yield entry.name, entry.value
        return
    for item in value.data:
        id_entry = entry_of(item, "id")
        if id_entry is None or isinstance(id_entry.value.data, (tuple, Mapping)):
            message = "Missing 'id': each environment of a list needs one."
            diagnostics.add_problem("environment-without-id", message, item.place)
        else:
            yield id_entry.value, item


def _destination(
    name: Value, place: Span, entries: Entries, diagnostics: Diagnostics
) -> Destination:
    entries = _with_tpv(entries)
    subject = f"the environment '{name.data}'"
    # Without 'params', Galaxy also passes 'metrics' on as a parameter.
    known = (*DESTINATION, "metrics") if get_non_null(entries, "params") else DESTINATION
    params = _params(entries, "params", known, subject, "startup", diagnostics)
    enabled = params.pop("enabled", None)
    tags, env, resubmit = (get_non_null(entries, key) for key in ("tags", "env", "resubmit"))
    return Destination(
        id=name,
        place=place,
        runner=get_non_null(entries, "runner"),
        # Galaxy ignores the tags of a disabled environment.
        tags=names_of(
            tags, f"'tags' of {subject}", diagnostics if is_enabled(enabled) else Diagnostics()
        )
        if tags
        else (),
        shell=get_non_null(entries, "shell"),
        env=tuple(_envs(env, subject, diagnostics)) if env else (),
        resubmit=tuple(_resubmits(resubmit, subject, diagnostics)) if resubmit else (),
        metrics=_metrics(get_non_null(entries, "metrics"), subject, diagnostics),
        params=params,
        enabled=enabled,
    )


def _with_tpv(entries: Entries) -> Entries:
    """Return the entries, with runner: dynamic_tpv expanded."""
    runner = entries.get("runner")
    if runner is None or runner.value.data != "dynamic_tpv":
        return entries
    made: dict[t.Hashable, Entry] = {
        key: Entry(
            replace(runner.name, data=key, verbatim=False),
            replace(runner.value, data=data, verbatim=False),
        )
        for key, data in {"runner": "dynamic", **TPV}.items()
    }
    return {**entries, **made}


def _envs(value: Value, subject: str, diagnostics: Diagnostics) -> Iterator[Env]:
    if not isinstance(value.data, tuple):
        if value.data:
            message = f"'env' of {subject} must be a list of mappings; it is {describe(value)}."
            diagnostics.add_problem("env-not-a-list", message, value.place, "job")
        return
    for item in value.data:
        if not isinstance(item.data, Mapping):
            message = (
                f"'env' of {subject} must be a list of mappings; this item is {describe(item)}."
            )
            diagnostics.add_problem("env-not-a-mapping", message, item.place, "job")
            continue
        diagnostics.add_unknown_names(item.data, _ENV)
        yield Env(item.place, *(get(item.data, key) for key in _ENV))


def _resubmits(value: Value, subject: str, diagnostics: Diagnostics) -> Iterator[Resubmit]:
    items = value.data if isinstance(value.data, tuple) else (value,)
    for item in items:
        if not isinstance(item.data, Mapping) or item is value:
            if item.data:
                message = (
                    f"'resubmit' of {subject} must be a list of mappings. Galaxy resubmits nothing."
                )
                diagnostics.add_problem("resubmit-not-a-list", message, item.place, "silent", item)
            continue
        diagnostics.add_unknown_names(item.data, _RESUBMIT)
        yield Resubmit(item.place, *(get(item.data, key) for key in _RESUBMIT))


def _metrics(value: Value | None, subject: str, diagnostics: Diagnostics) -> Metrics | None:
    if value is None:
        return None
    if isinstance(value.data, tuple):
        plugins = tuple(_metrics_plugin(item, subject, diagnostics) for item in value.data)
        return Metrics(value.place, "plugins", None, plugins)
    entries = mapping(value, f"'metrics' of {subject}", diagnostics) or {}
    diagnostics.add_unknown_names(entries, ("src", "path"))
    source = get_non_null(entries, "src")
    kind = source.plain() if source else "default"
    if kind == "xml_element":
        message = f"'metrics' of {subject}: 'xml_element' is invalid in YAML."
        diagnostics.add_problem("unknown-metrics", message, value.place)
    if kind not in ("disabled", "path"):
        return None
    return Metrics(value.place, t.cast("t.Any", kind), get(entries, "path"))


def _metrics_plugin(item: Value, subject: str, diagnostics: Diagnostics) -> MetricsPlugin:
    entry = entry_of(item, "type")
    if entry is None or entry.value.plain() not in METRICS:
        message = f"'metrics' of {subject}: expected 'type', one of {', '.join(METRICS)}."
        diagnostics.add_problem(
            "unknown-metrics", message, item.place, value=entry.value if entry else None
        )
        return MetricsPlugin(item, item.place)
    check_keywords(item.data, f"'metrics' of {subject}", diagnostics)
    options = {key: option for key, option in item.data.items() if key != "type"}
    return MetricsPlugin(entry.value, item.place, options)


def _resource_groups(resources: Entries, diagnostics: Diagnostics) -> Iterator[ResourceGroup]:
    for entry in section_of(resources, "groups", diagnostics).values():
        fields = entry.value
        if isinstance(fields.data, (tuple, str, Mapping)):
            items = items_of(fields, f"The group '{entry.name.data}'", diagnostics)
        else:
            items = ()
            message = f"The group '{entry.name.data}' must be a list; it is {describe(fields)}."
            diagnostics.add_problem("not-a-list", message, fields.place, "job")
        yield ResourceGroup(entry.name, fields.place, items)


def _tools(top: Entries, diagnostics: Diagnostics) -> Iterator[Tool]:
    for item, entries in mappings_in(top, "tools", diagnostics):
        check_keywords(entries, "a tool", diagnostics)
        nested = get_non_null(entries, "params") is not None
        read = (*_TOOL, "class", "destination") if nested else _TOOL
        destination = "environment" if "environment" in entries else "destination"
        yield Tool(
            place=item.place,
            id=get_non_null(entries, "id"),
            tool_class=get_non_null(entries, "class"),
            handler=get_non_null(entries, "handler"),
            destination=get_non_null(entries, destination),
            resources=get_non_null(entries, "resources"),
            params=_params(entries, "params", read, "a tool", "job", diagnostics),
        )


def _limits(top: Entries, diagnostics: Diagnostics) -> Iterator[Limit]:
    for item, entries in mappings_in(top, "limits", diagnostics):
        diagnostics.add_unknown_names(entries, ("type", "value", "id", "tag", "window"))
        kind = get(entries, "type")
        if kind is None or not isinstance(kind.data, str):
            message = "Missing 'type': each limit needs one."
            diagnostics.add_problem(
                "limit-without-type", message, kind.place if kind else item.place
            )
            continue
        yield Limit(
            name=destination_limit(kind.data),
            type=kind,
            place=item.place,
            value=get(entries, "value"),
            id=get_non_null(entries, "id"),
            tag=get_non_null(entries, "tag"),
            window=get(entries, "window"),
        )
