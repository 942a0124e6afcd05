# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Model of a job_resource_params_conf.xml. Each value knows its place in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..diagnostic import Diagnostic
from ..text import Comment, Entry, Source, Span, Value

# Galaxy 26.1.2, galaxy/tools/parameters/basic.py, parameter_types.
TYPES = (
    "text",
    "integer",
    "float",
    "boolean",
    "genomebuild",
    "select",
    "color",
    "group_tag",
    "data_column",
    "hidden",
    "hidden_data",
    "baseurl",
    "file",
    "ftpfile",
    "data",
    "data_collection",
    "rules",
    "directory_uri",
    "drill_down",
)

# galaxy/util/__init__.py, string_as_bool.
_TRUE = ("true", "yes", "on", "1")


@dataclass(frozen=True)
class SelectOption:
    """An option of a select. The value defaults to the text."""

    value: Value
    text: Value | None
    selected: Value | None
    place: Span

    @property
    def is_selected(self) -> bool:
        """Return whether Galaxy reads the option as selected."""
        return self.selected is not None and str(self.selected.data).lower() in _TRUE


@dataclass(frozen=True)
class ResourceParam:
    """A parameter that users see in the form of a tool, with all its attributes."""

    name: Value
    place: Span
    type: Value | None = None
    attributes: Mapping[str, Entry] = field(default_factory=dict)
    options: tuple[SelectOption, ...] = ()

    def get(self, name: str) -> Value | None:
        """Return an attribute, such as value, min, max or optional."""
        return self.attributes[name].value if name in self.attributes else None


@dataclass(frozen=True)
class ResourceParams:
    """A job_resource_params_conf.xml."""

    source: Source
    place: Span
    params: tuple[ResourceParam, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    ignored: tuple[Diagnostic, ...] = ()

    def param(self, name: str) -> ResourceParam | None:
        """Return the parameter with a name, None without one."""
        return next((param for param in self.params if param.name.data == name), None)
