# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Pulsar's app.yml, in which each value knows its place."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ....module_utils._errors import ClusterError
from ..text import Comment, Place, Problem, Source, Value
from ..yaml import parse


# eq=False: each is itself alone, so that functions can remember what they have made of it.
@dataclass(frozen=True, eq=False)
class App:
    """The app.yml of one Pulsar, and the runners and destinations of Galaxy that it is for.

    pattern is a shell pattern for their ids; problems are the keys that stand twice.
    """

    source: Source
    value: Value
    pattern: str = "*"
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def options(self) -> dict[str, t.Any]:
        """Return the options without their places."""
        return {str(name): value for name, value in self.value.plain().items()}

    def place(self, keys: tuple[str, ...], name: bool = False) -> Place:
        """Return where a value stands, or its name: the nearest above it when it is not there."""
        value, place = self.value, self.source.place(0, 0)
        for key in keys:
            entry = value.data.get(key) if isinstance(value.data, Mapping) else None
            if entry is None:
                break
            value, place = entry.value, (entry.name if name else entry.value).place
            if isinstance(value.data, Mapping):
                place = entry.name.place
        return place


def read(data: bytes | str, path: str, pattern: str = "*") -> App:
    """Return an app.yml. Raises ClusterError when it is none."""
    document = parse(data, path)
    if document.value.data is not None and not isinstance(document.value.data, Mapping):
        where = document.value.position
        raise ClusterError(f"{where}: expected the options of Pulsar's app.yml, a mapping.")
    value = document.value if document.value.data else Value({}, document.source.place(0, 0))
    return App(document.source, value, pattern, document.comments, document.duplicates)
