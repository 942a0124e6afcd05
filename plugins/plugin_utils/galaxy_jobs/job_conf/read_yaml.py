# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""job_conf.yml, and job_config of galaxy.yml, read as Galaxy reads them.

Galaxy 26.1.2: galaxy/jobs/__init__.py, _configure_from_dict; galaxy/web_stack/handlers.py,
_init_handlers. Galaxy checks no form: what it trips over is a problem here, what it reads in a way
nobody meant is one of consequence silent or job.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..diagnostic import Consequence, Diagnostics, Kind, UnreadableError
from ..text import Comment, Entries, Entry, Place, Value
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
from .start import startup_problems
from .values import destination_limit

SECTIONS = ("runners", "dynamic", "handling", "execution", "resources", "tools", "limits")

RUNNER = ("id", "load", "workers")
DESTINATION = ("id", "tags", "runner", "shell", "env", "resubmit")
_TOOL = ("environment", "handler", "id", "resources")
_ENV = ("name", "file", "execute", "value", "raw")
_RESUBMIT = ("condition", "environment", "handler", "delay")
# Galaxy 26.1.2, galaxy/jobs/__init__.py: what runner: dynamic_tpv is short for.
TPV = {"type": "python", "function": "map_tool_to_destination", "rules_module": "tpv.rules"}

_BESIDE: dict[str, Kind] = {"params": "beside-params", "kwds": "beside-kwds"}


def read_yaml(data: bytes | str, path: str) -> JobConf:
    """Return what a job_conf.yml says."""
    try:
        document = parse(data, path)
    except UnreadableError as error:
        return _unreadable(error)
    conf = read_value(document.value, document.comments)
    return replace(conf, problems=(*document.duplicates, *conf.problems))


def read_galaxy_yaml(data: bytes | str, path: str) -> JobConf | None:
    """Return what job_config of a galaxy.yml says, None when there is none."""
    try:
        document = parse(data, path)
    except UnreadableError as error:
        return _unreadable(error)
    settings = _entry(document.value, "galaxy")
    inline = _entry(settings.value, "job_config") if settings else None
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
    """Return what the value of a document says that is a job configuration."""
    diagnostics = Diagnostics()
    source = value.place.source
    conf = JobConf("yaml", source, value.place, comments=comments)
    top = _mapping(value, "The job configuration", diagnostics)
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
    return JobConf("yaml", place.source, place, problems=(error.diagnostic,))


def _sections(conf: JobConf, top: Entries, diagnostics: Diagnostics) -> JobConf:
    diagnostics.add_unknown_names(top, SECTIONS)
    if "runners" not in top:
        diagnostics.add_problem("no-runners", "'runners' is missing.", conf.place)
    runners = tuple(_runners(_section(top, "runners", diagnostics), diagnostics))
    execution = _section(top, "execution", diagnostics)
    diagnostics.add_unknown_names(execution, ("default", "environments"))
    resources = _section(top, "resources", diagnostics)
    diagnostics.add_unknown_names(resources, ("default", "groups"))
    handling = _section(top, "handling", diagnostics)
    default = execution.get("default")
    source = conf.source
    return replace(
        conf,
        sections={
            key: source.place(entry.name.place.start, entry.value.place.end)
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
        default_resource_group=_get(resources, "default"),
        tools=tuple(_tools(top, diagnostics)),
        limits=tuple(_limits(top, diagnostics)),
    )


def _entry(value: Value, key: str) -> Entry | None:
    return value.data.get(key) if isinstance(value.data, Mapping) else None


def _get(entries: Entries, key: str) -> Value | None:
    return entries[key].value if key in entries else None


def _given(entries: Entries, key: str) -> Value | None:
    """Return a value that is there and is not null: where Galaxy takes no other."""
    value = _get(entries, key)
    return value if value is not None and value.data is not None else None


def _kind(value: Value) -> str:
    """Return what a value is, in words: it may hold a secret."""
    if isinstance(value.data, Mapping):
        return "a mapping"
    if isinstance(value.data, tuple):
        return "a list"
    if isinstance(value.data, str):
        return "a text"
    return "empty" if value.data is None else f"'{value.data}'"


def _mapping(value: Value, what: str, diagnostics: Diagnostics) -> Entries | None:
    """Return a mapping's entries. What is none makes Galaxy stumble."""
    if isinstance(value.data, Mapping):
        return value.data
    message = f"{what} must be a mapping; it is {_kind(value)}."
    diagnostics.add_problem("not-a-mapping", message, value.place)
    return None


def _section(parent: Entries, key: str, diagnostics: Diagnostics) -> Entries:
    """Return the mapping under a key that may be left out, but not left empty."""
    if key not in parent:
        return {}
    value = parent[key].value
    if value.data is None:
        message = f"'{key}' must be a mapping; it is empty."
        diagnostics.add_problem("not-a-mapping", message, value.place, value=value)
        return {}
    return _mapping(value, f"'{key}'", diagnostics) or {}


def _items(value: Value, what: str, diagnostics: Diagnostics) -> tuple[Value, ...]:
    """Return what Python iterates over: of a text its letters, of a mapping its keys."""
    if isinstance(value.data, tuple):
        return value.data
    if isinstance(value.data, Mapping):
        message = f"{what} must be a list; of this mapping Galaxy reads the keys alone."
        diagnostics.add_problem("mapping-for-list", message, value.place, "silent", value)
        return tuple(entry.name for entry in value.data.values())
    if isinstance(value.data, str):
        if value.data:
            message = f"{what} must be a list; Galaxy takes '{value.data}' letter by letter."
            diagnostics.add_problem("text-for-list", message, value.place, "silent", value)
        return tuple(Value(letter, value.place, verbatim=False) for letter in value.data)
    message = f"{what} must be a list; it is {_kind(value)}."
    diagnostics.add_problem("not-a-list", message, value.place)
    return ()


def _names(value: Value, what: str, diagnostics: Diagnostics) -> tuple[Value, ...]:
    """Return the items of a list that are used as names."""
    names = []
    for item in _items(value, what, diagnostics):
        if isinstance(item.data, (tuple, Mapping)):
            message = f"{what} must be a list of names; this is {_kind(item)}."
            diagnostics.add_problem("not-a-name", message, item.place)
        else:
            names.append(item)
    return tuple(names)


def _params(
    entries: Entries,
    nested: str,
    own: tuple[str, ...],
    what: str,
    consequence: Consequence,
    diagnostics: Diagnostics,
) -> dict[t.Hashable, Param]:
    """Return the parameters: those under a key (params, kwds), else all that has no meaning.

    consequence is what comes of a value there that is no mapping.
    """
    value = _get(entries, nested)
    if value is None or (value.data is None and nested == "params"):
        return {
            key: Param(entry.name, entry.value) for key, entry in entries.items() if key not in own
        }
    diagnostics.add_unknown_names(entries, (*own, nested), _BESIDE[nested])
    if isinstance(value.data, Mapping):
        return {key: Param(entry.name, entry.value) for key, entry in value.data.items()}
    if value.data or consequence != "job":
        message = f"'{nested}' of {what} must be a mapping; it is {_kind(value)}."
        refused = what != "a tool" and _holds_enabled(value)
        diagnostics.add_problem(
            "not-a-mapping", message, value.place, "startup" if refused else consequence
        )
    return {}


def _holds_enabled(value: Value) -> bool:
    """Return whether Galaxy's search for 'enabled' fails on what is no mapping."""
    if isinstance(value.data, str):
        return "enabled" in value.data
    if isinstance(value.data, tuple):
        return "enabled" in value.plain()
    return bool(value.data)


def _runners(section: Entries, diagnostics: Diagnostics) -> Iterator[Runner]:
    for entry in section.values():
        what = f"The runner '{entry.name.data}'"
        entries = _mapping(entry.value, what, diagnostics)
        if entries is None:
            continue
        consequence: Consequence = "job" if entry.name.data == "dynamic" else "handler"
        params = _params(entries, "kwds", RUNNER, what.lower(), consequence, diagnostics)
        enabled = params.pop("enabled", None)
        yield Runner(
            entry.name,
            entry.value.place,
            _get(entries, "load"),
            _get(entries, "workers"),
            params,
            enabled,
        )


def _dynamic(
    runners: tuple[Runner, ...], top: Entry | None, diagnostics: Diagnostics
) -> dict[t.Hashable, Param] | None:
    """Return the parameters of dynamic destinations: 'dynamic' at the top, else the runner's."""
    if top is not None:
        if isinstance(top.value.data, Mapping):
            return {key: Param(entry.name, entry.value) for key, entry in top.value.data.items()}
        message = f"'dynamic' must be a mapping; it is {_kind(top.value)}."
        diagnostics.add_problem("not-a-mapping", message, top.value.place, "job")
        return None
    for runner in runners:
        if runner.id.data == "dynamic" and is_enabled(runner.enabled):
            return dict(runner.params)
    return None


def _handling(section: Entries, place: Place, diagnostics: Diagnostics) -> Handling:
    diagnostics.add_unknown_names(
        section, ("assign", "max_grab", "ready_window_size", "default", "processes")
    )
    default, assign = section.get("default"), _get(section, "assign")
    is_set = default is not None and default.value.data is not None
    return Handling(
        place,
        _items(assign, "'assign'", diagnostics) if assign else (),
        _get(section, "max_grab"),
        _get(section, "ready_window_size"),
        Param(default.name, default.value) if default and is_set else None,
        tuple(_handlers(_section(section, "processes", diagnostics), diagnostics)),
    )


def _handlers(processes: Entries, diagnostics: Diagnostics) -> Iterator[Handler]:
    """Yield the handlers. At one whose name is a tag already Galaxy does not look."""
    taken: set[t.Hashable] = set()
    for key, entry in processes.items():
        seen = Diagnostics() if key in taken else diagnostics
        process = entry.value
        entries = _mapping(process, f"'{key}'", seen) if process.data else {}
        handler = _handler(entry, entries or {}, seen)
        if key in taken:
            diagnostics.add_ignored("handler-named-as-tag", key, entry.name.place)
        taken.update(tag.data for tag in (handler.id, *handler.tags))
        yield handler


def _handler(entry: Entry, process: Entries, diagnostics: Diagnostics) -> Handler:
    # 'environment' is for gravity, which starts the processes.
    diagnostics.add_unknown_names(process, ("tags", "plugins", "environment"))
    tags, plugins = _get(process, "tags"), _get(process, "plugins")
    return Handler(
        entry.name,
        entry.value.place,
        _names(tags, "'tags'", diagnostics) if tags and tags.data else (),
        _items(plugins, "'plugins'", diagnostics) if plugins and plugins.data else (),
    )


def _destinations(execution: Entries, diagnostics: Diagnostics) -> Iterator[Destination]:
    environments = _get(execution, "environments")
    if environments is None:
        return
    for name, value in _environments(environments, diagnostics):
        entries = _mapping(value, f"The environment '{name.data}'", diagnostics)
        if entries is not None:
            yield _destination(name, value.place, entries, diagnostics)


def _environments(value: Value, diagnostics: Diagnostics) -> Iterator[tuple[Value, Value]]:
    """Yield the ids and values of a mapping of environments, or of a list of those with ids."""
    if not isinstance(value.data, tuple):
        for entry in (_mapping(value, "'environments'", diagnostics) or {}).values():
            yield entry.name, entry.value
        return
    for item in value.data:
        named = _entry(item, "id")
        if named is None or isinstance(named.value.data, (tuple, Mapping)):
            message = "An environment in a list needs an 'id'."
            diagnostics.add_problem("environment-without-id", message, item.place)
        else:
            yield named.value, item


def _destination(
    name: Value, place: Place, entries: Entries, diagnostics: Diagnostics
) -> Destination:
    entries = _with_tpv(entries)
    what = f"the environment '{name.data}'"
    # 'metrics' beside flat parameters is one of them as well.
    own = (*DESTINATION, "metrics") if _given(entries, "params") else DESTINATION
    params = _params(entries, "params", own, what, "startup", diagnostics)
    enabled = params.pop("enabled", None)
    tags, env, resubmit = (_given(entries, key) for key in ("tags", "env", "resubmit"))
    return Destination(
        name,
        place,
        _given(entries, "runner"),
        # Of a disabled environment Galaxy does not look at the tags.
        _names(tags, f"'tags' of {what}", diagnostics if is_enabled(enabled) else Diagnostics())
        if tags
        else (),
        _given(entries, "shell"),
        tuple(_envs(env, what, diagnostics)) if env else (),
        tuple(_resubmits(resubmit, what, diagnostics)) if resubmit else (),
        _metrics(_given(entries, "metrics"), what, diagnostics),
        params,
        enabled,
    )


def _with_tpv(entries: Entries) -> Entries:
    """Return the entries with what runner: dynamic_tpv stands for."""
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


def _envs(value: Value, what: str, diagnostics: Diagnostics) -> Iterator[Env]:
    if not isinstance(value.data, tuple):
        if value.data:
            message = f"'env' of {what} must be a list of mappings; it is {_kind(value)}."
            diagnostics.add_problem("env-not-a-list", message, value.place, "job")
        return
    for item in value.data:
        if not isinstance(item.data, Mapping):
            message = f"'env' of {what} must be a list of mappings; this is {_kind(item)}."
            diagnostics.add_problem("env-not-a-mapping", message, item.place, "job")
            continue
        diagnostics.add_unknown_names(item.data, _ENV)
        yield Env(item.place, *(_get(item.data, key) for key in _ENV))


def _resubmits(value: Value, what: str, diagnostics: Diagnostics) -> Iterator[Resubmit]:
    items = value.data if isinstance(value.data, tuple) else (value,)
    for item in items:
        if not isinstance(item.data, Mapping) or item is value:
            if item.data:
                message = (
                    f"'resubmit' of {what} must be a list of mappings: nothing is resubmitted."
                )
                diagnostics.add_problem("resubmit-not-a-list", message, item.place, "silent", item)
            continue
        diagnostics.add_unknown_names(item.data, _RESUBMIT)
        yield Resubmit(item.place, *(_get(item.data, key) for key in _RESUBMIT))


def _metrics(value: Value | None, what: str, diagnostics: Diagnostics) -> Metrics | None:
    if value is None:
        return None
    if isinstance(value.data, tuple):
        plugins = tuple(_metrics_plugin(item, what, diagnostics) for item in value.data)
        return Metrics(value.place, "plugins", None, plugins)
    entries = _mapping(value, f"'metrics' of {what}", diagnostics) or {}
    diagnostics.add_unknown_names(entries, ("src", "path"))
    source = _given(entries, "src")
    kind = source.plain() if source else "default"
    if kind == "xml_element":
        message = f"'metrics' of {what}: 'xml_element' has no meaning in YAML."
        diagnostics.add_problem("unknown-metrics", message, value.place)
    if kind not in ("disabled", "path"):
        return None
    return Metrics(value.place, t.cast("t.Any", kind), _get(entries, "path"))


def _metrics_plugin(item: Value, what: str, diagnostics: Diagnostics) -> MetricsPlugin:
    entry = _entry(item, "type")
    if entry is None or entry.value.plain() not in METRICS:
        message = f"'metrics' of {what}: expected 'type', one of {', '.join(METRICS)}."
        named = entry.value if entry else None
        diagnostics.add_problem("unknown-metrics", message, item.place, value=named)
        return MetricsPlugin(item, item.place)
    _check_keywords(item.data, f"'metrics' of {what}", diagnostics)
    options = {key: option for key, option in item.data.items() if key != "type"}
    return MetricsPlugin(entry.value, item.place, options)


def _check_keywords(entries: Entries, what: str, diagnostics: Diagnostics) -> None:
    """Note the keys of what Galaxy passes to Python by name, and cannot."""
    for key, entry in entries.items():
        if not isinstance(key, str) or key == "self":
            message = f"'{key}' cannot be a key of {what}: expected a text other than 'self'."
            diagnostics.add_problem("key-not-text", message, entry.name.place)


def _resource_groups(resources: Entries, diagnostics: Diagnostics) -> Iterator[ResourceGroup]:
    for entry in _section(resources, "groups", diagnostics).values():
        fields = entry.value
        if isinstance(fields.data, (tuple, str, Mapping)):
            items = _items(fields, f"The group '{entry.name.data}'", diagnostics)
        else:
            items = ()
            message = f"The group '{entry.name.data}' must be a list; it is {_kind(fields)}."
            diagnostics.add_problem("not-a-list", message, fields.place, "job")
        yield ResourceGroup(entry.name, fields.place, items)


def _listed(top: Entries, key: str, diagnostics: Diagnostics) -> Iterator[tuple[Value, Entries]]:
    """Yield the mappings of a section that is a list of them."""
    section = _get(top, key)
    if section is None:
        return
    if not isinstance(section.data, tuple) and section.data not in ({}, ""):
        message = f"'{key}' must be a list; it is {_kind(section)}."
        diagnostics.add_problem("not-a-list", message, section.place, value=section)
        return
    for item in section.data:
        entries = _mapping(item, f"An entry of '{key}'", diagnostics)
        if entries is not None:
            yield item, entries


def _tools(top: Entries, diagnostics: Diagnostics) -> Iterator[Tool]:
    for item, entries in _listed(top, "tools", diagnostics):
        _check_keywords(entries, "a tool", diagnostics)
        nested = _given(entries, "params") is not None
        read = (*_TOOL, "class", "destination") if nested else _TOOL
        destination = "environment" if "environment" in entries else "destination"
        yield Tool(
            item.place,
            _given(entries, "id"),
            _given(entries, "class"),
            _given(entries, "handler"),
            _given(entries, destination),
            _given(entries, "resources"),
            _params(entries, "params", read, "a tool", "job", diagnostics),
        )


def _limits(top: Entries, diagnostics: Diagnostics) -> Iterator[Limit]:
    for item, entries in _listed(top, "limits", diagnostics):
        diagnostics.add_unknown_names(entries, ("type", "value", "id", "tag", "window"))
        kind = _get(entries, "type")
        if kind is None or not isinstance(kind.data, str):
            message = "A limit needs a 'type'."
            diagnostics.add_problem(
                "limit-without-type", message, kind.place if kind else item.place
            )
            continue
        yield Limit(
            destination_limit(kind.data),
            kind,
            item.place,
            _get(entries, "value"),
            _given(entries, "id"),
            _given(entries, "tag"),
            _get(entries, "window"),
        )
