# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a job_conf.xml says, as YAML has to say it for Galaxy to do the same.

Galaxy 26.1.2: galaxy/jobs/__init__.py, job_config_xml_to_dict, which makes of XML
what YAML is.
"""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..text import Value
from .differences import Differences, all_params, is_dynamic
from .model import Destination, Env, Handling, JobConf, Limit, Param, Runner
from .start import COUNTED, COUNTED_BY_DESTINATION
from .values import as_bool, as_int
from .write_xml import is_default_sudo


def for_yaml(conf: JobConf, differences: Differences) -> JobConf:
    """Return a configuration read from XML with the values that YAML needs."""
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
        message = "YAML has no macros: what they and their tokens make is written out."
        differences.note(message, conf.sections["macros"])


def _all(conf: JobConf) -> Iterator[Param]:
    single = [
        conf.default,
        conf.handling.default if conf.handling else None,
        *(runner.enabled for runner in conf.runners),
        *(one.enabled for one in conf.destinations),
    ]
    yield from (param for param in single if param is not None)
    for params in all_params(conf):
        yield from params.values()


def _check_param(param: Param, differences: Differences) -> None:
    for attribute, source in (
        (param.from_environ, "from_environ: the variable"),
        (param.from_config, "from_config: the setting"),
    ):
        if attribute is not None:
            message = (
                f"YAML has no {source} '{attribute.data}' cannot be asked. Put its value here, or"
                " make the file from a template."
            )
            differences.refuse(message, attribute.place)
    text = param.value.data
    if isinstance(text, str) and text != text.strip():
        message = (
            f"Galaxy keeps the blanks around the text of '{param.name.data}', and so does the new"
            " file. Remove them if they are not meant."
        )
        differences.note(message, param.value.place)


def _as(reading: Callable[[t.Any], t.Any], value: Value | None) -> Value | None:
    """Return a value as Galaxy reads it from XML; YAML is not read again."""
    return replace(value, data=reading(value.data)) if value is not None else None


def _runner(runner: Runner) -> Runner:
    return replace(runner, workers=_as(as_int, runner.workers))


def _handling(handling: Handling) -> Handling:
    return replace(
        handling,
        max_grab=_as(as_int, handling.max_grab),
        ready_window_size=_as(as_int, handling.ready_window_size),
    )


def _destinations(conf: JobConf, differences: Differences) -> Iterator[Destination]:
    _note_sudo(conf, differences)
    last = {one.id.data: one for one in conf.destinations}
    for one in conf.destinations:
        is_dead = last[one.id.data] is not one
        if is_dead and not one.tags:
            message = f"'{one.id.data}' is left out here: it is defined again further down."
            differences.note(message, one.id.place)
            continue
        if is_dead:
            message = (
                f"'{one.id.data}' is defined again further down, and Galaxy still takes this one"
                " for its tags: the environments become a list, which alone can hold both."
            )
            differences.note(message, one.id.place)
        yield _destination(one, differences)


def _note_sudo(conf: JobConf, differences: Differences) -> None:
    names = [one.id.data for one in conf.destinations if _has_default_sudo(one)]
    if names:
        message = (
            "XML has docker_sudo=true without a word, YAML has not: it is written for"
            f" {', '.join(names)}. Remove it where no docker is run, or not with sudo."
        )
        differences.note(message, conf.sections["destinations"])


def _has_default_sudo(one: Destination) -> bool:
    """Return whether docker_sudo is XML's own and may be asked for."""
    return is_default_sudo(one.params.get("docker_sudo")) and not is_dynamic(one)


def _destination(one: Destination, differences: Differences) -> Destination:
    if one.runner and one.runner.place.text == "dynamic_tpv":
        message = "In XML dynamic_tpv is no more than dynamic, and so it is written."
        differences.note(message, one.runner.place)
    params = dict(one.params)
    if is_dynamic(one) and is_default_sudo(params.get("docker_sudo")):
        del params["docker_sudo"]
    return replace(one, env=tuple(_env(env) for env in one.env), params=params)


def _env(env: Env) -> Env:
    is_variable = not (env.file and env.file.data) and not (env.execute and env.execute.data)
    return replace(env, value=env.value if is_variable else None, raw=_as(as_bool, env.raw))


def _limit(limit: Limit) -> Limit:
    counts = limit.name in (*COUNTED, *COUNTED_BY_DESTINATION)
    # YAML's 0 is no limit to Galaxy, XML's is one: only as a text it stays that.
    is_number = counts and limit.value and limit.value.data and as_int(limit.value.data)
    return replace(
        limit,
        value=_as(as_int, limit.value) if is_number else limit.value,
        window=_as(as_int, limit.window),
    )
