# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What was filled in under 'Job Resource Parameters', as the form of the tool hands it on.

Galaxy 26.1.2: galaxy/jobs/__init__.py, get_tool_resource_xml; galaxy/tools/parameters/basic.py:
numbers come as numbers, what is selected as a text, and what is left open with its default.
"""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Iterator, Mapping, Sequence

from ....module_utils._errors import ClusterError
from ..job import SELECT
from ..job_conf.values import as_bool
from ..resource_params.model import ResourceParam, ResourceParams
from ..words import did_you_mean, quoted

_READ: Mapping[str, Callable[[t.Any], t.Any]] = {
    "integer": int,
    "float": float,
    "boolean": as_bool,
}


def filled_in(
    given: Mapping[str, t.Any] | None, fields: Sequence[str], params: ResourceParams
) -> dict[str, t.Any] | None:
    """Return the values of all fields that the form of a tool shows, None when it shows none.

    Of a form that was left as it is, and of one in which they were not asked for, nothing is left
    but that. Raises ClusterError for what the form does not show, or would not take.
    """
    if given is None and not fields:
        return None
    chosen = "no" if given is None else given.get(SELECT, "yes")
    given = {name: value for name, value in (given or {}).items() if name != SELECT}
    if chosen != "yes":
        if given:
            raise ClusterError(f"With '{SELECT}' {chosen} the form hands on no {quoted(given)}.")
        return {SELECT: "no"}
    for name in given:
        if name not in fields:
            shown = quoted(fields) if fields else "none"
            hint = did_you_mean(name, fields)
            raise ClusterError(f"The form of the tool has no '{name}', but {shown}.{hint}")
    return dict(_values(given, fields, params))


def _values(
    given: Mapping[str, t.Any], fields: Sequence[str], params: ResourceParams
) -> Iterator[tuple[str, t.Any]]:
    for name in fields:
        param = params.named(name)
        if param is None:
            raise ClusterError(
                f"{params.place.position}: no parameter '{name}': Galaxy does not load the tool."
            )
        yield name, _read(param, given[name]) if name in given else _default(param)


def _read(param: ResourceParam, data: t.Any) -> t.Any:
    kind = param.type.data if param.type else "text"
    name, at = param.name.data, param.place.position
    if kind == "select":
        options = [str(option.value.data) for option in param.options]
        if options and str(data) not in options:
            raise ClusterError(f"{at}: '{name}' has no option '{data}', but {quoted(options)}.")
        return str(data)
    if kind not in _READ:
        return str(data)
    try:
        value = _READ[kind](data)
    except (TypeError, ValueError):
        raise ClusterError(f"{at}: '{data}' is no {kind}, which '{name}' is.") from None
    _check_range(param, value)
    return value


def _check_range(param: ResourceParam, value: float) -> None:
    for name in ("min", "max"):
        written = param.get(name)
        try:
            bound = type(value)(written.data) if written and written.data else value
        except ValueError:
            continue  # the tool is not loaded: the linter's matter
        if written and (value < bound if name == "min" else value > bound):
            raise ClusterError(
                f"{written.position}: '{param.name.data}' is {value}, but {name} is {bound}."
            )


def _default(param: ResourceParam) -> t.Any:
    kind = param.type.data if param.type else "text"
    if kind == "select":
        options = param.options
        chosen = [each for each in options if each.selected and each.selected.data == "true"]
        return str((chosen or options)[0].value.data) if options else None
    value = param.get("checked" if kind == "boolean" else "value")
    if kind == "boolean":
        return value is not None and value.data == "true"
    if value is None or not value.data:
        return None if kind in _READ else ""
    return _read(param, value.data)
