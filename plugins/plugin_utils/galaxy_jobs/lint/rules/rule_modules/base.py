# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Helpers of the rules about rule modules: which functions dynamic destinations call.

Galaxy 26.1.2: galaxy/jobs/mapper.py, JobRunnerMapper; galaxy/util/submodules.py.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ....job_conf.model import Destination, JobConf, Param
from ....rule_modules.model import Function, RuleModule
from ...context import Context
from ...usage import dynamic_type, reachable_destinations, text_of

_DEFAULT = "galaxy.jobs.rules"
# Installed packages, not rule modules of the site.
_PACKAGES = ("tpv",)


class RuleCall(t.NamedTuple):
    """A dynamic destination, and the function it calls in the module where Galaxy finds it."""

    destination: Destination
    module: RuleModule
    function: Function


def in_search_order(modules: Sequence[RuleModule]) -> list[RuleModule]:
    """Return modules in the order in which Galaxy searches them: the last name comes first."""
    return sorted(modules, key=lambda module: module.name, reverse=True)


def function_params(context: Context) -> Iterator[tuple[Destination, Param]]:
    """Yield the destinations that call a function of the given modules, and their 'function'."""
    conf, modules = context.job_conf, context.rules
    if conf is None or modules is None:
        return
    package = find_rules_module(conf, modules)
    for destination in python_destinations(conf) if package else ():
        param = destination.params.get("function")
        if text_of(param) and param is not None and rules_module(conf, destination) == package:
            yield destination, param


def rule_calls(context: Context) -> Iterator[RuleCall]:
    """Yield the calls of functions that are not decorated."""
    for destination, param in function_params(context):
        for module in in_search_order(context.rules or ()):
            if param.value.data in module.names or "*" in module.names:
                function = module.find_function(param.value.data)
                if function is not None and not function.is_decorated:
                    yield RuleCall(destination, module, function)
                break


def python_destinations(conf: JobConf) -> Iterator[Destination]:
    """Yield the dynamic destinations of type python."""
    for destination in reachable_destinations(conf):
        if destination.is_dynamic and dynamic_type(destination) == "python":
            yield destination


def rules_module(conf: JobConf, destination: Destination) -> str | None:
    """Return the name of the rules module of a destination, None if it is unknown."""
    params = destination.params
    if "rules_module" in params:
        return text_of(params["rules_module"])
    if conf.dynamic is None:
        return _DEFAULT
    return text_of(conf.dynamic.get("rules_module"))


def find_rules_module(conf: JobConf, modules: Sequence[RuleModule]) -> str | None:
    """Return the name of the rules module that contains the given modules, None if it is unclear.

    It is the one named like their folder, or the only one that destinations name.
    """
    names = {rules_module(conf, destination) for destination in python_destinations(conf)}
    local = {name for name in names if name and name.partition(".")[0] not in _PACKAGES}
    folder = folder_name(modules)
    candidates = {name for name in local if name.rpartition(".")[2] == folder} or local
    return next(iter(candidates)) if len(candidates) == 1 and None not in names else None


def folder_name(modules: Sequence[RuleModule]) -> str:
    """Return the name of the folder that contains the modules."""
    paths = [PurePath(module.source.path) for module in modules]
    return next((path.parent.name for path in paths if path.name != "__init__.py"), "")
