# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Read a job_resource_params_conf.xml as Galaxy does.

Galaxy 26.1.2: galaxy/util/__init__.py, parse_resource_parameters. Only <param> directly below the
root is read, macros are not expanded, and the last of several parameters with one name is used.
"""

from __future__ import annotations

from dataclasses import replace

from ..diagnostic import Diagnostics, UnreadableError
from ..text import Value
from ..xml import Element, parse
from .model import ResourceParam, ResourceParams, SelectOption


def read(data: bytes | str, path: str) -> ResourceParams:
    """Parse a job_resource_params_conf.xml."""
    try:
        document = parse(data, path)
    except UnreadableError as error:
        place = error.diagnostic.place
        return ResourceParams(place.source, place, problems=(error.diagnostic,))
    diagnostics = Diagnostics()
    params = _params(document.root, diagnostics)
    return ResourceParams(
        source=document.source,
        place=document.root.place,
        params=tuple(params.values()),
        comments=document.comments,
        problems=tuple(diagnostics.problems),
        ignored=tuple(diagnostics.ignored),
    )


def _params(root: Element, diagnostics: Diagnostics) -> dict[str | None, ResourceParam]:
    params: dict[str | None, ResourceParam] = {}
    for element in root.children:
        if element.tag != "param":
            diagnostics.add_ignored("element", element.tag, element.head)
            continue
        param = _param(element)
        name = param.name.data
        if name is None:
            message = "Parameter without a name: no resource group can include it. Add a 'name'."
            diagnostics.add_problem("param-without-name", message, element.head, "silent")
        if name in params:
            diagnostics.add_ignored("duplicate", f"param {name}", params[name].place)
        params[name] = param
    return params


def _param(element: Element) -> ResourceParam:
    return ResourceParam(
        element.get("name") or Value(None, element.head, verbatim=False),
        element.place,
        element.get("type"),
        element.attributes,
        tuple(_option(option) for option in element.findall("option")),
    )


def _option(element: Element) -> SelectOption:
    text = _stripped(element.text)
    empty = Value("", element.place, verbatim=False)
    return SelectOption(
        element.get("value") or text or empty,
        text,
        element.get("selected"),
        element.place,
    )


def _stripped(value: Value | None) -> Value | None:
    """Return a text without surrounding whitespace, at its own place."""
    if value is None or not value.verbatim or value.place.text != value.data:
        return value and replace(value, data=value.data.strip(), verbatim=False)
    text = value.data.strip()
    start = value.place.start + len(value.data) - len(value.data.lstrip())
    return Value(text, value.place.source.span(start, start + len(text)))
