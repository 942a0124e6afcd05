# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job_conf.xml adapted to YAML, so that Galaxy behaves the same.

Galaxy 26.1.2: galaxy/jobs/__init__.py, job_config_xml_to_dict, which translates XML to the
structure of YAML.
"""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..text import Value
from .differences import Differences, all_params
from .model import Destination, Env, Handling, JobConf, Limit, Param, Runner
from .start import COUNTED, COUNTED_BY_DESTINATION
from .values import as_bool, as_int
from .write_xml import is_default_sudo


def for_yaml(conf: JobConf, differences: Differences) -> JobConf:
    """Return a configuration read from XML, with the values that YAML needs."""
    _note_macros(conf, differences)
    for param in _all(conf):
        _check_param(param, differences)
    return replace(
        conf,
        runners=tuple(_runner(runner) for runner in conf.runners),
        handling=_handling(conf.handling) if conf.handling else None,
        destinations=tuple(_destinations(conf, differences)),
        limits=tuple(_limit(limit) for limit in conf.limits),
    )


def _note_macros(conf: JobConf, differences: Differences) -> None:
    if "macros" in conf.sections:
        message = "YAML has no macros: macros and tokens were expanded."
        differences.note(message, conf.sections["macros"])


def _all(conf: JobConf) -> Iterator[Param]:
    single = [
        conf.default,
        conf.handling.default if conf.handling else None,
        *(runner.enabled for runner in conf.runners),
        *(destination.enabled for destination in conf.destinations),
    ]
    yield from (param for param in single if param is not None)
    for params in all_params(conf):
        yield from params.values()


def _check_param(param: Param, differences: Differences) -> None:
    for attribute, source in (
        (param.from_environ, "from_environ, so the variable"),
        (param.from_config, "from_config, so the setting"),
    ):
        if attribute is not None:
            message = (
                f"YAML has no {source} '{attribute.data}' cannot be used. Write its value here, or"
                " render the file from a template."
            )
            differences.refuse(message, attribute.place)
    text = param.value.data
    if isinstance(text, str) and text != text.strip():
        message = (
            f"Galaxy keeps the blanks around the value of '{param.name.data}', and so does the new"
            " file. Remove them if they are unintended."
        )
        differences.note(message, param.value.place)


def _converted(convert: Callable[[t.Any], t.Any], value: Value | None) -> Value | None:
    """Return a value as Galaxy converts it from XML; Galaxy does not convert YAML's values."""
    return replace(value, data=convert(value.data)) if value is not None else None


def _runner(runner: Runner) -> Runner:
    return replace(runner, workers=_converted(as_int, runner.workers))


def _handling(handling: Handling) -> Handling:
    return replace(
        handling,
        max_grab=_converted(as_int, handling.max_grab),
        ready_window_size=_converted(as_int, handling.ready_window_size),
    )


def _destinations(conf: JobConf, differences: Differences) -> Iterator[Destination]:
    _note_sudo(conf, differences)
    last = {destination.id.data: destination for destination in conf.destinations}
    for destination in conf.destinations:
        name = destination.id.data
        is_overridden = last[name] is not destination
        if is_overridden and not destination.tags:
            message = f"Left out: a later definition of '{name}' overrides this one."
            differences.note(message, destination.id.place)
            continue
        if is_overridden:
            message = (
                f"A later definition overrides '{name}', but Galaxy still uses this one for its"
                " tags. The environments become a list, since a mapping cannot hold both."
            )
            differences.note(message, destination.id.place)
        yield _destination(destination, differences)


def _note_sudo(conf: JobConf, differences: Differences) -> None:
    names = [
        destination.id.data for destination in conf.destinations if _has_default_sudo(destination)
    ]
    if names:
        message = (
            "XML defaults docker_sudo to true, YAML to false; docker_sudo: true was added to"
            f" {', '.join(names)}. Remove it where Docker does not run, or runs without sudo."
        )
        differences.note(message, conf.sections["destinations"])


def _has_default_sudo(destination: Destination) -> bool:
    """Return whether docker_sudo is XML's default and a runner may read it."""
    return is_default_sudo(destination.params.get("docker_sudo")) and not destination.is_dynamic


def _destination(destination: Destination, differences: Differences) -> Destination:
    if destination.runner and destination.runner.place.text == "dynamic_tpv":
        message = "In XML, dynamic_tpv is treated as dynamic; written as dynamic."
        differences.note(message, destination.runner.place)
    params = dict(destination.params)
    if destination.is_dynamic and is_default_sudo(params.get("docker_sudo")):
        del params["docker_sudo"]
    return replace(destination, env=tuple(_env(env) for env in destination.env), params=params)


def _env(env: Env) -> Env:
    is_variable = not (env.file and env.file.data) and not (env.execute and env.execute.data)
    return replace(env, value=env.value if is_variable else None, raw=_converted(as_bool, env.raw))


def _limit(limit: Limit) -> Limit:
    counts = limit.name in (*COUNTED, *COUNTED_BY_DESTINATION)
    # In YAML, Galaxy ignores the number 0, but not the string '0', which is what XML has.
    is_number = counts and limit.value and limit.value.data and as_int(limit.value.data)
    return replace(
        limit,
        value=_converted(as_int, limit.value) if is_number else limit.value,
        window=_converted(as_int, limit.window),
    )
