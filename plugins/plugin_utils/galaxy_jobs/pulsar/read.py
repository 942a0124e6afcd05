# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Reads Pulsar's app.yml with the position of each value."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ....module_utils._errors import ClusterError
from ..diagnostic import Diagnostic
from ..text import Comment, Source, Span, Value
from ..yaml import parse


# eq=False: compared by identity, so that lru_cache is cheap.
@dataclass(frozen=True, eq=False)
class App:
    """The app.yml of a Pulsar.

    pattern is a shell pattern for the ids of the runners or destinations in Galaxy that use this
    Pulsar. problems are duplicate keys.
    """

    source: Source
    value: Value
    pattern: str = "*"
    comments: tuple[Comment, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @cached_property
    def options(self) -> dict[str, t.Any]:
        """Return the options without positions."""
        return {str(name): value for name, value in self.value.plain().items()}

    def place(self, keys: tuple[str, ...], name: bool = False) -> Span:
        """Return the position of a value or of its name, or of its nearest parent if missing."""
        value, place = self.value, self.source.span(0, 0)
        for key in keys:
            entry = value.data.get(key) if isinstance(value.data, Mapping) else None
            if entry is None:
                break
            value, place = entry.value, (entry.name if name else entry.value).place
            if isinstance(value.data, Mapping):
                place = entry.name.place
        return place


def read(data: bytes | str, path: str, pattern: str = "*") -> App:
    """Parse an app.yml. Raises ClusterError if it is not a mapping."""
    document = parse(data, path)
    if document.value.data is not None and not isinstance(document.value.data, Mapping):
        where = document.value.position
        raise ClusterError(f"{where}: expected a mapping with the options of Pulsar's app.yml.")
    value = document.value if document.value.data else Value({}, document.source.span(0, 0))
    return App(document.source, value, pattern, document.comments, document.duplicates)
