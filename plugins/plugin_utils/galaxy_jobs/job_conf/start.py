# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Problems with which Galaxy refuses to start, in XML and YAML alike.

Galaxy 26.1.2: galaxy/jobs/__init__.py, _configure_from_dict; galaxy/web_stack/handlers.py,
_init_handler_assignment_methods; galaxy/app/__init__.py, _set_enabled_container_types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from ..diagnostic import Diagnostic, DiagnosticKind
from ..text import Value
from .lookup import destinations_by_name, handlers_by_name
from .model import Destination, Handling, JobConf, Limit, Param, Runner, Tool, is_enabled
from .values import as_bool, as_bytes, as_int, as_walltime

ASSIGNMENTS = (
    "mem-self",
    "db-self",
    "db-preassign",
    "db-transaction-isolation",
    "db-skip-locked",
)
TOOL_CLASSES = ("local", "requires_galaxy", "user_defined")
CONTAINERS = ("docker_enabled", "singularity_enabled")
COUNTED = ("registered_user_concurrent_jobs", "anonymous_user_concurrent_jobs")
COUNTED_BY_DESTINATION = (
    "concurrent_jobs",
    "destination_user_concurrent_jobs",
    "destination_total_concurrent_jobs",
)


def startup_problems(conf: JobConf) -> Iterator[Diagnostic]:
    """Yield the problems with which Galaxy refuses to start, besides malformed values."""
    runners = (runner.enabled for runner in conf.runners)
    destinations = (destination.enabled for destination in conf.destinations)
    for enabled in chain(runners, destinations):
        yield from _unless_readable(as_bool, enabled, "'true' or 'false'", kind="not-boolean")
    for runner in conf.runners:
        if is_enabled(runner.enabled):
            yield from _load_problems(runner)
    for destination in conf.destinations:
        if is_enabled(destination.enabled):
            yield from _container_problems(destination)
    if conf.handling:
        yield from _handling_problems(conf.handling)
    yield from _default_problems(conf)
    for tool in conf.tools:
        yield from _tool_problems(tool)
    yield from limit_problems(conf.limits)


def _unless_readable(
    reading: Callable[[object], object],
    param: Param | Value | None,
    expected: str,
    name: str = "",
    kind: DiagnosticKind = "not-readable",
) -> Iterator[Diagnostic]:
    """Yield a problem if a value cannot be read."""
    if param is None:
        return
    value = param.value if isinstance(param, Param) else param
    subject = param.name.data if isinstance(param, Param) else name
    try:
        reading(value.plain())
    except ValueError:
        message = f"{subject} is '{value.plain()}'; expected {expected}."
        yield Diagnostic(kind=kind, place=value.place, message=message, value=value)


def _load_problems(runner: Runner) -> Iterator[Diagnostic]:
    """Yield why handlers cannot even search for the class of a runner."""
    load = runner.load.data if runner.load else None
    if not isinstance(load, str):
        message = f"The 'load' of the runner '{runner.id.data}' is missing or not a string."
    elif not load or load.startswith(":"):
        message = f"The 'load' of the runner '{runner.id.data}' has no module."
    elif load != load.strip():
        message = f"The 'load' of the runner '{runner.id.data}' has leading or trailing blanks."
    else:
        return
    place = runner.load.place if runner.load else runner.id.place
    yield Diagnostic(
        kind="no-load",
        place=place,
        message=f"{message} Handlers refuse to start.",
        consequence="handler",
    )


def _container_problems(destination: Destination) -> Iterator[Diagnostic]:
    for name in CONTAINERS:
        param = destination.params.get(name)
        yield from _unless_readable(
            as_bool, param, "'true' or 'false'", kind="container-not-boolean"
        )


def _handling_problems(handling: Handling) -> Iterator[Diagnostic]:
    for method in handling.assign:
        if not isinstance(method.data, str) or method.data.lower() not in ASSIGNMENTS:
            expected = ", ".join(f"'{name}'" for name in ASSIGNMENTS)
            message = f"Unknown handler assignment '{method.plain()}'; expected {expected}."
            yield Diagnostic(
                kind="unknown-assignment", place=method.place, message=message, value=method
            )
    running = {name for names in handlers_by_name(handling).values() for name in names}
    for handler in handling.handlers:
        if handler.id.data in running and not isinstance(handler.id.data, str):
            message = f"The handler id '{handler.id.data}' is not a string. Put it in quotes."
            yield Diagnostic(
                kind="handler-id-not-text",
                place=handler.id.place,
                message=message,
                value=handler.id,
            )
    if handling.max_grab and handling.max_grab.data is not None:
        yield from _unless_readable(as_int, handling.max_grab, "a whole number", "max_grab")
    yield from _unless_readable(
        as_int, handling.ready_window_size, "a whole number", "ready_window_size"
    )


def _default_problems(conf: JobConf) -> Iterator[Diagnostic]:
    names = destinations_by_name(conf)
    default = conf.default
    if default is not None and default.value.data is None and not default.fixed:
        return
    if default is None or default.value.data is None:
        if len(names) != 1:
            message = "Missing default destination: without one, exactly one id or tag is expected."
            yield Diagnostic(
                kind="no-default",
                place=default.value.place if default else conf.place,
                message=message,
            )
    elif default.value.plain() not in list(names):
        message = f"The default '{default.value.plain()}' is not the id or tag of a destination."
        yield Diagnostic(
            kind="unknown-default", place=default.value.place, message=message, value=default.value
        )


def _tool_problems(tool: Tool) -> Iterator[Diagnostic]:
    if tool.id is not None and tool.tool_class is not None:
        message = "This tool has both an id and a class; expected one of them."
        yield Diagnostic(kind="tool-id-and-class", place=tool.tool_class.place, message=message)
    elif tool.id is not None and not isinstance(tool.id.data, str):
        message = f"The tool id '{tool.id.plain()}' is not a string. Put it in quotes."
        yield Diagnostic(
            kind="tool-id-not-text", place=tool.id.place, message=message, value=tool.id
        )
    elif tool.id is None or not tool.id.data:
        yield from _class_problems(tool)


def _class_problems(tool: Tool) -> Iterator[Diagnostic]:
    expected = ", ".join(f"'{name}'" for name in TOOL_CLASSES)
    if tool.tool_class is None:
        message = f"Missing tool id or class; valid classes are {expected}."
        yield Diagnostic(kind="tool-without-id", place=tool.place, message=message)
    elif tool.tool_class.plain() not in TOOL_CLASSES:
        message = f"Unknown tool class '{tool.tool_class.plain()}'; expected {expected}."
        yield Diagnostic(
            kind="unknown-tool-class",
            place=tool.tool_class.place,
            message=message,
            value=tool.tool_class,
        )


def limit_problems(limits: tuple[Limit, ...]) -> Iterator[Diagnostic]:
    """Yield the limits with which Galaxy refuses to start."""
    for limit in limits:
        value = limit.value
        if limit.name in COUNTED_BY_DESTINATION:
            yield from _unless_readable(
                as_int, value or Value(None, limit.place), "a number", limit.name
            )
            yield from _target_problems(limit)
        elif limit.name == "total_walltime":
            window = limit.window or Value(None, limit.place)
            yield from _unless_readable(as_int, window, "a number of days", "window")
        elif value and value.data and limit.name in COUNTED:
            yield from _unless_readable(as_int, value, "a whole number", limit.name)
        elif value and value.data and limit.name == "output_size":
            yield from _unless_readable(
                as_bytes, value, "a size such as '50 GB'", limit.name, "not-a-size"
            )
    yield from _walltime_problems(limits)


def _target_problems(limit: Limit) -> Iterator[Diagnostic]:
    target = limit.target
    if target and isinstance(target.data, (tuple, Mapping)):
        message = f"{limit.name} takes one id or tag, not {target.plain()}."
        yield Diagnostic(kind="not-a-name", place=target.place, message=message)


def _walltime_problems(limits: tuple[Limit, ...]) -> Iterator[Diagnostic]:
    """Yield problems with the last walltime of each kind: Galaxy ignores the others."""
    last = {
        limit.name: limit
        for limit in limits
        if limit.name == "total_walltime" or (limit.value and limit.value.data)
    }
    for name in ("walltime", "total_walltime"):
        if name in last:
            value = last[name].value or Value(None, last[name].place)
            expected = "hours:minutes:seconds"
            yield from _unless_readable(as_walltime, value, expected, name, "not-a-walltime")
