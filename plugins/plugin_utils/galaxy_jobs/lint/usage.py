# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The items of a job_conf that are used: by default, tools, resubmission, or dynamic destinations.

Python rules, TPV and tool destinations may choose any destination: if jobs reach one of them,
everything counts as used.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import lru_cache

from ...spelling import nearest
from ..job_conf.lookup import destinations_by_name, tools_by_id
from ..job_conf.model import Destination, JobConf, Param, Runner, Tool, is_enabled
from ..runners import RunnerClass, find
from ..text import Value

# Parameters of dynamic destinations that name destinations: galaxy/jobs/stock_rules.py.
TARGETS = {
    "choose_one": ("destination_ids",),
    "burst": ("from_destination_ids", "to_destination_id"),
    "docker_dispatch": ("docker_destination_id", "default_destination_id"),
}


def is_one_of(value: Value, names: Collection[Hashable]) -> bool:
    """Return whether a value is one of the names."""
    return not isinstance(value.data, (tuple, Mapping)) and value.data in names


@lru_cache(maxsize=1)
def enabled_destinations(conf: JobConf) -> tuple[Destination, ...]:
    """Return the destinations that are enabled."""
    return tuple(
        destination for destination in conf.destinations if is_enabled(destination.enabled)
    )


def dynamic_type(destination: Destination) -> object:
    """Return the type of a dynamic destination, None if the document does not determine it."""
    param = destination.params.get("type")
    if param is None:
        return "python"
    return param.value.plain() if param.fixed else None


def runner_of(conf: JobConf, destination: Destination) -> Runner | None:
    """Return the runner of a destination, None for a dynamic one."""
    name = destination.runner.data if destination.runner else None
    found = [runner for runner in enabled_runners(conf) if runner.id.data == name]
    return found[-1] if found and not destination.is_dynamic else None


@lru_cache(maxsize=1)
def enabled_runners(conf: JobConf) -> tuple[Runner, ...]:
    """Return the runners that are enabled."""
    return tuple(runner for runner in conf.runners if is_enabled(runner.enabled))


def class_of(runner: Runner | None) -> RunnerClass | None:
    """Return the class of a runner, None for a class outside Galaxy."""
    load = runner.load.data if runner and runner.load else None
    return find(load) if isinstance(load, str) else None


def split_list(value: Value) -> list[Value]:
    """Return the items of a list, or of a string with commas: galaxy/util, listify."""
    if isinstance(value.data, tuple):
        return list(value.data)
    if isinstance(value.data, str) and "," in value.data:
        return [Value(part, value.place, False) for part in value.data.split(",")]
    return [value] if value.data else []


def targets(destination: Destination) -> Iterator[Value]:
    """Yield the names among which a dynamic destination of a stock type chooses."""
    kind = dynamic_type(destination)
    for name in TARGETS.get(kind, ()) if isinstance(kind, str) else ():
        param = destination.params.get(name)
        if param is not None and param.fixed:
            # Galaxy bursts from the first; jobs of all of them are counted.
            yield from split_list(param.value)[: 1 if name.startswith("from_") else None]


def may_choose_any(destination: Destination) -> bool:
    """Return whether a dynamic destination may send jobs anywhere."""
    return destination.is_dynamic and dynamic_type(destination) not in TARGETS


@lru_cache(maxsize=1)
def reachable_destinations(conf: JobConf) -> tuple[Destination, ...]:
    """Return the destinations that may get jobs, in the order of the document."""
    by_name = destinations_by_name(conf)
    everything = enabled_destinations(conf)
    default = conf.default
    if default is not None and (not default.fixed or default.value.plain() not in list(by_name)):
        return everything
    waiting = list(_first_names(conf, by_name)) or list(by_name)
    names: set[Hashable] = set()
    while waiting:
        name = waiting.pop()
        if name in names:
            continue
        names.add(name)
        for destination in by_name.get(name, ()):
            if may_choose_any(destination):
                return everything
            waiting.extend(_next_names(destination))
    reached_ids = {id(destination) for name in names for destination in by_name.get(name, ())}
    return tuple(destination for destination in everything if id(destination) in reached_ids)


def destinations_with_class(conf: JobConf) -> Iterator[tuple[Destination, RunnerClass]]:
    """Yield the destinations that may get jobs, with their runner's class if it is known."""
    for destination in reachable_destinations(conf):
        runner_class = class_of(runner_of(conf, destination))
        if runner_class is not None:
            yield destination, runner_class


@lru_cache(maxsize=1)
def is_open_ended(conf: JobConf) -> bool:
    """Return whether code outside the document may choose destinations, runners and handlers."""
    return any(may_choose_any(destination) for destination in enabled_destinations(conf))


def _first_names(conf: JobConf, names: Collection[Hashable]) -> Iterator[Hashable]:
    if conf.default is not None:
        yield from _hashable(conf.default.value)
    elif len(names) == 1:  # the default, as Galaxy chooses it
        yield from names
    for tool in conf.tools:
        if tool.destination is not None:
            yield from _hashable(tool.destination)


def _next_names(destination: Destination) -> Iterator[Hashable]:
    for resubmit in destination.resubmit:
        if resubmit.destination is not None:
            yield from _hashable(resubmit.destination)
    if destination.is_dynamic:
        for target in targets(destination):
            yield from _hashable(target)


def _hashable(value: Value) -> Iterator[Hashable]:
    if not isinstance(value.data, (tuple, Mapping)):
        yield value.data


def text_of(param: Param | None) -> str | None:
    """Return the text of a parameter if the document alone determines it."""
    if param is None or not param.fixed or not isinstance(param.value.data, str):
        return None
    return param.value.data


def ignored_params(conf: JobConf) -> Iterator[tuple[Destination, Param, str | None, list[str]]]:
    """Yield the parameters that a runner ignores, the name probably meant, and the known names.

    In YAML, Galaxy also treats 'metrics' as a parameter.
    """
    for destination in enabled_destinations(conf):
        runner_class = class_of(runner_of(conf, destination))
        if runner_class is None or runner_class.any_destination:
            continue
        for name, param in destination.params.items():
            if not isinstance(name, str) or name == "metrics":
                continue
            if not runner_class.destination_param(name):
                names = [param.name for param in runner_class.destination_params]
                known = [known for known in names if not known.endswith("*")]
                meant = _native_param(name, runner_class) or nearest(name, known)
                yield destination, param, meant, known


def _native_param(name: str, runner_class: RunnerClass) -> str | None:
    """Return a runner's name for the native specification, if that is meant."""
    if not name.lower().replace("_", "").endswith("nativespecification"):
        return None
    names = ("nativeSpecification", "submit_native_specification")
    return next((known for known in names if runner_class.destination_param(known)), None)


def duplicate_tools(conf: JobConf) -> Iterator[tuple[str, list[Tool]]]:
    """Yield the ids and classes of tools that are configured more than once."""
    by_class: dict[str, list[Tool]] = {}
    for tool in conf.tools:
        if tool.id is None and tool.tool_class is not None:
            by_class.setdefault(str(tool.tool_class.data), []).append(tool)
    for name, tools in (*tools_by_id(conf).items(), *by_class.items()):
        if len(tools) > 1:
            yield name, tools
