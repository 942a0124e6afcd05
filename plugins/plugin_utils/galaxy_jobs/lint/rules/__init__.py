# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""All lint rules, found in the folders of the families: adding a rule is adding one file."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

from ..rule import Rule


def _classes() -> Iterator[type[Rule]]:
    """Yield the rule of each module named after its code, such as limits/gj190_dead_limit.py."""
    for family in pkgutil.iter_modules(__path__, f"{__name__}."):
        package = import_module(family.name)
        for module in pkgutil.iter_modules(package.__path__):
            if not module.name.startswith("gj"):
                continue
            loaded = import_module(f"{family.name}.{module.name}")
            for _name, member in inspect.getmembers(loaded, inspect.isclass):
                is_defined_here = member.__module__ == loaded.__name__
                if is_defined_here and issubclass(member, Rule) and not inspect.isabstract(member):
                    yield member


RULES: tuple[Rule, ...] = tuple(sorted((rule() for rule in _classes()), key=lambda rule: rule.code))
