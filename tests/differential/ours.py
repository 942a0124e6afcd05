# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as our readers read them, in the format of galaxy_worker.py."""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Mapping

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.lookup import (
    destinations_by_name,
    handlers_by_name,
    tools_by_id,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    Destination,
    Handling,
    JobConf,
    Limit,
    Params,
    Tool,
    is_enabled,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.start import (
    COUNTED,
    COUNTED_BY_DESTINATION,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.values import (
    as_bool,
    as_bytes,
    as_int,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Value
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.model import (
    RuleTarget,
    ToolDestinations,
    ToolRule,
)
from plain import plain


def job_conf(conf: JobConf) -> t.Any:
    """Return a job_conf as Galaxy shows it after loading."""
    by_name = destinations_by_name(conf)
    default = conf.default.value.plain() if conf.default else None
    groups = {group.id.data: _plain_all(group.fields) for group in conf.resource_groups}
    return plain(
        {
            "runners": [
                {
                    "id": _plain(runner.id),
                    "load": _plain(runner.load),
                    "workers": _workers(runner.workers, conf.syntax),
                    "kwds": _params(runner.params),
                }
                for runner in conf.runners
                if is_enabled(runner.enabled)
            ],
            "dynamic": None if conf.dynamic is None else _params(conf.dynamic),
            **_handling(conf.handling),
            "default": next(iter(by_name)) if default is None else default,
            "destinations": {
                name: [_destination(destination, conf.syntax) for destination in destinations]
                for name, destinations in by_name.items()
            },
            "metrics": _metrics(conf),
            "resource_groups": groups,
            "default_resource_group": _plain(conf.default_resource_group),
            "tools": {name: list(map(_tool, tools)) for name, tools in tools_by_id(conf).items()},
            "tool_classes": _tool_classes(conf),
            "limits": _limits(conf.limits),
        }
    )


def _plain(value: Value | None) -> t.Any:
    return None if value is None else value.plain()


def _plain_all(values: tuple[Value, ...]) -> list[t.Any]:
    return [value.plain() for value in values]


def _params(params: Params) -> dict[Hashable, t.Any]:
    return {name: param.value.plain() for name, param in params.items()}


def _workers(value: Value | None, syntax: str) -> t.Any:
    if value is None:
        return 4
    return as_int(value.data) if syntax == "xml" else value.plain()


def _handling(handling: Handling | None) -> dict[str, t.Any]:
    handling = handling or Handling(Value(None, t.cast("t.Any", None)).place)
    by_name = handlers_by_name(handling)
    taken: set[Hashable] = set()
    runners_by_handler = {}
    for handler in handling.handlers:
        if handler.id.data not in taken and handler.runners:
            runners_by_handler[handler.id.data] = _plain_all(handler.runners)
        taken |= {handler.id.data, *(tag.data for tag in handler.tags)}
    size = _plain(handling.ready_window_size)
    grab = _plain(handling.max_grab)
    return {
        "handlers": by_name,
        "handler_runners": runners_by_handler,
        "default_handler": _plain(handling.default.value) if handling.default else None,
        "assign": [method.data.lower() for method in handling.assign],
        "max_grab": None if grab is None else as_int(grab),
        "ready_window_size": 100 if handling.ready_window_size is None else as_int(size),
    }


def _destination(destination: Destination, syntax: str) -> dict[str, t.Any]:
    return {
        "id": _plain(destination.id),
        "runner": _plain(destination.runner),
        "tags": _plain_all(destination.tags),
        "shell": _plain(destination.shell),
        "env": [
            {
                **{name: _plain(getattr(env, name)) for name in ("name", "file", "execute")},
                "value": _plain(env.value),
                "raw": _raw(env.raw, syntax),
            }
            for env in destination.env
        ],
        "resubmit": [
            {
                "condition": _plain(resubmit.condition),
                "environment": _plain(resubmit.destination),
                "handler": _plain(resubmit.handler),
                "delay": _plain(resubmit.delay),
            }
            for resubmit in destination.resubmit
        ],
        "params": _params(destination.params),
    }


def _raw(value: Value | None, syntax: str) -> bool:
    """Return whether an env is raw. In YAML, Galaxy treats any non-empty text as true."""
    if value is None:
        return False
    return as_bool(value.data) if syntax == "xml" else bool(value.plain())


def _metrics(conf: JobConf) -> dict[Hashable, list[t.Any]]:
    """Return the metrics of each destination that has its own. Metrics files do not exist here."""
    return {
        destination.id.data: sorted(plugin.type.plain() for plugin in destination.metrics.plugins)
        for destination in conf.destinations
        if destination.metrics
    }


def _tool(tool: Tool) -> dict[str, t.Any]:
    return {
        "handler": _plain(tool.handler),
        "destination": _plain(tool.destination),
        "resources": _plain(tool.resources),
        "params": _params(tool.params),
    }


def _tool_classes(conf: JobConf) -> dict[t.Any, list[t.Any]]:
    classes: dict[t.Any, list[t.Any]] = {}
    for tool in conf.tools:
        if tool.tool_class:
            classes.setdefault(tool.tool_class.data, []).append(_tool(tool))
    return classes


def _limits(limits: tuple[Limit, ...]) -> dict[str, t.Any]:
    """Return the effective limits: the last one of each name."""
    effective: dict[str, t.Any] = {}
    for limit in limits:
        data = _plain(limit.value)
        if limit.name in COUNTED_BY_DESTINATION:
            is_total = limit.name == "destination_total_concurrent_jobs"
            name = limit.name if is_total else "destination_user_concurrent_jobs"
            effective.setdefault(name, {})[_plain(limit.target)] = as_int(data)
        elif limit.name == "total_walltime":
            window = as_int(_plain(limit.window)) or 30
            effective[limit.name] = {"window": window, "raw": str(data)}
        elif data:
            effective[limit.name] = _LIMITS.get(limit.name, str)(data)
    order = [name for name in _ORDER if name in effective]
    return {name: effective[name] for name in dict.fromkeys((*order, *effective))}


_LIMITS: dict[str, t.Callable[[t.Any], t.Any]] = {
    **dict.fromkeys(COUNTED, as_int),
    "output_size": as_bytes,
}
# Order of JobConfigurationLimits.
_ORDER = (
    "registered_user_concurrent_jobs",
    "anonymous_user_concurrent_jobs",
    "walltime",
    "total_walltime",
    "output_size",
    "destination_user_concurrent_jobs",
    "destination_total_concurrent_jobs",
)


def tool_destinations(conf: ToolDestinations) -> t.Any:
    """Return tool destinations as Galaxy shows them after reading them for a job."""
    return plain(
        {
            "default": _target(conf.default_destination),
            "users": {user.name.data: user.priority.data for user in conf.users},
            "tools": {
                tool.id.data: {
                    "default": _target(tool.default_destination),
                    "rules": [_rule(rule) for rule in tool.rules],
                }
                for tool in conf.tools
            },
        }
    )


def _target(target: RuleTarget | None) -> t.Any:
    if target is None:
        return None
    if target.name is not None:
        return target.name.data
    priorities: Mapping[Hashable, t.Any] = {
        priority: entry.value.data for priority, entry in target.priorities.items()
    }
    return {"priority": priorities}


def _rule(rule: ToolRule) -> dict[str, t.Any]:
    return {
        "rule_type": rule.type.data,
        "nice_value": rule.nice,
        "users": None if rule.users is None else _plain_all(rule.users),
        "fails": rule.fails,
    }
