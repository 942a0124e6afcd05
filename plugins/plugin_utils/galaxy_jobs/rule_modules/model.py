# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What is known of a module of rules from its text: each value knows its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from ..diagnostic import Diagnostic
from ..text import Place, Source, Value

# Galaxy 26.1.2, galaxy/jobs/mapper.py: what it fills in by the name of an argument, besides the
# parameters of the destination, which come first.
FILLED = (
    "job_id",
    "tool",
    "tool_id",
    "job_wrapper",
    "rule_helper",
    "app",
    "referrer",
    "job",
    "user",
    "user_email",
    "resource_params",
    "workflow_invocation_uuid",
    "workflow_resource_params",
)


@dataclass(frozen=True)
class Argument:
    """An argument of a function; by_name: Galaxy, which passes arguments by name, can fill it."""

    name: Value
    required: bool
    by_name: bool = True


@dataclass(frozen=True)
class Function:
    """A function at the top of a module.

    returns are the texts it may return as they are written, ids or tags of destinations; what it
    works out is not known. raises are the names of the exceptions it may raise itself. What a
    decorator makes of a function is not known either. resources are the names that it looks up in
    its argument resource_params.
    """

    name: Value
    place: Place
    arguments: tuple[Argument, ...] = ()
    returns: tuple[Value, ...] = ()
    raises: tuple[Value, ...] = ()
    decorated: bool = False
    resources: tuple[Value, ...] = ()


@dataclass(frozen=True)
class RuleModule:
    """A module. names are all it defines: Galaxy takes any of them for a rule, an import too.

    imports are the modules without which it cannot be loaded, used all names that it reads.
    """

    source: Source
    functions: tuple[Function, ...] = ()
    names: frozenset[str] = frozenset()
    imports: tuple[Value, ...] = ()
    used: frozenset[str] = frozenset()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """Return the name below the rules module: that of its file, or of its folder."""
        path = PurePath(self.source.path)
        return path.parent.name if path.name == "__init__.py" else path.stem

    def named(self, name: str) -> Function | None:
        """Return the function of a name: of several the last."""
        return next((f for f in reversed(self.functions) if f.name.data == name), None)
