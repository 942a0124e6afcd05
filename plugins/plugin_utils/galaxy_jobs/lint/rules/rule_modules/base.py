# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Which functions of rule modules the dynamic destinations of a job_conf ask.

Galaxy 26.1.2: galaxy/jobs/mapper.py, JobRunnerMapper; galaxy/util/submodules.py.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ....job_conf.model import Destination, JobConf, Param
from ....rule_modules.model import Function, RuleModule
from ...context import Context
from ...usage import dynamic_type, is_dynamic, reached, text_of

_DEFAULT = "galaxy.jobs.rules"
# Installed with pip, by whoever uses it: not the site's own rules.
_OTHERS = ("tpv",)


class Asked(t.NamedTuple):
    """A function that a dynamic destination asks, in the module where Galaxy finds it."""

    destination: Destination
    module: RuleModule
    function: Function


def in_order(modules: Sequence[RuleModule]) -> list[RuleModule]:
    """Return modules as Galaxy looks into them: the last name comes first."""
    return sorted(modules, key=lambda module: module.name, reverse=True)


def asking(context: Context) -> Iterator[tuple[Destination, Param]]:
    """Yield the destinations that ask a function of the given modules, with its name."""
    conf, modules = context.job_conf, context.rules
    if conf is None or modules is None:
        return
    own = of_modules(conf, modules)
    for destination in python_destinations(conf) if own else ():
        param = destination.params.get("function")
        if text_of(param) and param is not None and rules_module(conf, destination) == own:
            yield destination, param


def rules(context: Context) -> Iterator[Asked]:
    """Yield the functions that destinations ask, where it is known what they do."""
    for destination, param in asking(context):
        for module in in_order(context.rules or ()):
            if param.value.data in module.names or "*" in module.names:
                function = module.named(param.value.data)
                if function is not None and not function.decorated:
                    yield Asked(destination, module, function)
                break


def python_destinations(conf: JobConf) -> Iterator[Destination]:
    """Yield the destinations whose jobs a function of a rules module sends on."""
    for destination in reached(conf):
        if is_dynamic(destination) and dynamic_type(destination) == "python":
            yield destination


def rules_module(conf: JobConf, destination: Destination) -> str | None:
    """Return the name of the module with the rules of a destination, None when it is not known."""
    params = destination.params
    if "rules_module" in params:
        return text_of(params["rules_module"])
    if conf.dynamic is None:
        return _DEFAULT
    return text_of(conf.dynamic.get("rules_module"))


def of_modules(conf: JobConf, modules: Sequence[RuleModule]) -> str | None:
    """Return which rules module the given modules are of, None when nobody can tell.

    It is the one called like their folder; else the only one that destinations name.
    """
    names = {rules_module(conf, destination) for destination in python_destinations(conf)}
    own = {name for name in names if name and name.partition(".")[0] not in _OTHERS}
    folder = folder_of(modules)
    alike = {name for name in own if name.rpartition(".")[2] == folder}
    chosen = alike or own
    return next(iter(chosen)) if len(chosen) == 1 and None not in names else None


def folder_of(modules: Sequence[RuleModule]) -> str:
    """Return the name of the folder that modules are in."""
    paths = [PurePath(module.source.path) for module in modules]
    return next((path.parent.name for path in paths if path.name != "__init__.py"), "")
