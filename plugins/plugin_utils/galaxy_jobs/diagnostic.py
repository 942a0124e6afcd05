# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Diagnostics of reading a document: one type, from the readers to the findings."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from .text import Entry, Span, Value

# A stable name of the fault; rules select diagnostics by it.
DiagnosticKind = t.Literal[
    "attribute",
    "beside-kwds",
    "beside-params",
    "container-not-boolean",
    "duplicate",
    "duplicate-key",
    "element",
    "encoding",
    "entity",
    "env-not-a-list",
    "env-not-a-mapping",
    "environment-without-id",
    "handler-id-not-text",
    "handler-named-as-tag",
    "import-missing",
    "import-refused",
    "interpolation",
    "key",
    "key-not-text",
    "limit-without-type",
    "macro",
    "mapping-for-list",
    "no-default",
    "no-destination",
    "no-destinations",
    "no-email",
    "no-id",
    "no-load",
    "no-runner",
    "no-runners",
    "no-type",
    "no-verbose",
    "not-a-list",
    "not-a-mapping",
    "not-a-name",
    "not-a-number",
    "not-a-size",
    "not-a-tool",
    "not-a-walltime",
    "not-boolean",
    "not-ini",
    "not-python",
    "not-readable",
    "not-well-formed",
    "not-yaml",
    "only-local",
    "param-without-name",
    "plugin-type",
    "resubmit-not-a-list",
    "rule-without-destination",
    "rule-without-arguments",
    "rule-without-bounds",
    "rule-without-type",
    "rule-without-users",
    "rules-not-a-list",
    "second-section",
    "successor",
    "text-for-list",
    "too-deep",
    "too-large",
    "too-many-aliases",
    "tool-id-and-class",
    "tool-id-not-text",
    "tool-without-id",
    "tool-without-rules",
    "type",
    "unknown-assignment",
    "unknown-default",
    "unknown-metrics",
    "unknown-rule-type",
    "unknown-runner",
    "unknown-tool-class",
    "unknown-url",
    "unreadable-bound",
    "user-without-priority",
]

# startup: Galaxy refuses to start. handler: a handler refuses when it loads its runners.
# job: Galaxy starts, jobs fail or never run. silent: accepted, but not as it is written.
# ignored: not read at all. unreadable: this library does not read it, whatever Galaxy does.
Consequence = t.Literal["startup", "handler", "job", "silent", "ignored", "unreadable"]


@dataclass(frozen=True)
class Diagnostic:
    """Something that reading a document has shown.

    value is the value at fault, when it is one that another could replace. An ignored item has a
    name in place of a message; known are the valid names that are not used yet, and inside is the
    enclosing XML element.
    """

    kind: DiagnosticKind
    place: Span
    message: str = ""
    consequence: Consequence = "startup"
    value: Value | None = None
    name: str = ""
    known: tuple[str, ...] = ()
    inside: str = ""


@dataclass
class Diagnostics:
    """The diagnostics of a reader so far: problems, and items that Galaxy ignores."""

    problems: list[Diagnostic] = field(default_factory=list)
    ignored: list[Diagnostic] = field(default_factory=list)

    def add_problem(
        self,
        kind: DiagnosticKind,
        message: str,
        place: Span,
        consequence: Consequence = "startup",
        value: Value | None = None,
    ) -> None:
        """Add a problem."""
        self.problems.append(
            Diagnostic(
                kind=kind, place=place, message=message, consequence=consequence, value=value
            )
        )

    def add_ignored(
        self,
        kind: DiagnosticKind,
        name: object,
        place: Span,
        value: Value | None = None,
        known: tuple[str, ...] = (),
        inside: str = "",
    ) -> None:
        """Add an item that Galaxy ignores."""
        self.ignored.append(
            Diagnostic(
                kind,
                place,
                consequence="ignored",
                value=value,
                name=str(name),
                known=known,
                inside=inside,
            )
        )

    def add_unknown_names(
        self,
        entries: Mapping[t.Any, Entry],
        known: tuple[str, ...],
        kind: DiagnosticKind = "key",
        inside: str = "",
    ) -> None:
        """Add the keys of a mapping, or the attributes, that Galaxy does not know."""
        unknown = [key for key in entries if key not in known]
        unused = tuple(name for name in known if name not in entries) if unknown else ()
        for key in unknown:
            name = entries[key].name
            self.add_ignored(kind, key, name.place, name, unused, inside)


class UnreadableError(ClusterError):
    """A document that cannot be parsed; it carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.place.position}: {diagnostic.message}")
        self.diagnostic = diagnostic
