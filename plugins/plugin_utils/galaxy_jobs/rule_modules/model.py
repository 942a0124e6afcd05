# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Model of a rule module, from its source. Each value knows its place in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from ..diagnostic import Diagnostic
from ..text import Source, Span, Value

# Galaxy 26.1.2, galaxy/jobs/mapper.py: the arguments that Galaxy passes by name. Parameters of the
# destination take precedence.
GALAXY_ARGUMENTS = (
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
    """An argument of a function. is_passable: it can be passed by name, as Galaxy does."""

    name: Value
    is_required: bool
    is_passable: bool = True


@dataclass(frozen=True)
class Function:
    """A function at the top level of a module.

    returns are the literal strings that it may return: ids or tags of destinations. Computed values
    are unknown, and so is the effect of a decorator. raises are the names of the exceptions that it
    may raise itself. resources are the names that it looks up in its argument resource_params.
    """

    name: Value
    place: Span
    arguments: tuple[Argument, ...] = ()
    returns: tuple[Value, ...] = ()
    raises: tuple[Value, ...] = ()
    is_decorated: bool = False
    resources: tuple[Value, ...] = ()


@dataclass(frozen=True)
class RuleModule:
    """A module. names are all names that it defines or imports: Galaxy accepts each as a rule.

    imports are the modules, and names in modules, that it requires to load. used are all names that
    it reads.
    """

    source: Source
    functions: tuple[Function, ...] = ()
    names: frozenset[str] = frozenset()
    imports: tuple[Value, ...] = ()
    used: frozenset[str] = frozenset()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of the module: the name of its file, or of the folder of a package."""
        path = PurePath(self.source.path)
        return path.parent.name if path.name == "__init__.py" else path.stem

    def find_function(self, name: str) -> Function | None:
        """Return the last function with a name, None without one."""
        return next((f for f in reversed(self.functions) if f.name.data == name), None)
