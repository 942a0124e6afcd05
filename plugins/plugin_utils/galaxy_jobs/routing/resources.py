# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Values of 'Job Resource Parameters', as the form of a tool passes them on.

Galaxy 26.1.2: galaxy/jobs/__init__.py, get_tool_resource_xml; galaxy/tools/parameters/basic.py:
numbers stay numbers, selected options become strings, and empty fields get their defaults.
"""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Iterator, Mapping, Sequence

from ....module_utils._errors import ClusterError
from ...spelling import did_you_mean
from ..job import SELECT
from ..job_conf.values import as_bool
from ..resource_params.model import ResourceParam, ResourceParams
from ..words import quoted

_READ: Mapping[str, Callable[[t.Any], t.Any]] = {
    "integer": int,
    "float": float,
    "boolean": as_bool,
}


def filled_in(
    resources: Mapping[str, t.Any] | None, fields: Sequence[str], params: ResourceParams
) -> dict[str, t.Any] | None:
    """Return the values of all fields in a tool's form, or None if it has no fields.

    An unchanged form, and one in which the user did not select them, has only that answer. Raises
    ClusterError for a value that the form does not have or accept.
    """
    if resources is None and not fields:
        return None
    select = "no" if resources is None else resources.get(SELECT, "yes")
    values = {name: value for name, value in (resources or {}).items() if name != SELECT}
    if select != "yes":
        if values:
            raise ClusterError(f"{quoted(values)} cannot be set while '{SELECT}' is '{select}'.")
        return {SELECT: "no"}
    for name in values:
        if name not in fields:
            hint = did_you_mean(name, fields)
            raise ClusterError(
                f"The tool's form has no field '{name}'; its fields: {quoted(fields)}.{hint}"
            )
    return dict(_values(values, fields, params))


def _values(
    values: Mapping[str, t.Any], fields: Sequence[str], params: ResourceParams
) -> Iterator[tuple[str, t.Any]]:
    for name in fields:
        param = params.param(name)
        if param is None:
            raise ClusterError(
                f"{params.place.position}: unknown parameter '{name}'; Galaxy does not load the "
                "tool."
            )
        yield name, _read(param, values[name]) if name in values else _default(param)


def _read(param: ResourceParam, data: t.Any) -> t.Any:
    kind = param.type.data if param.type else "text"
    name, position = param.name.data, param.place.position
    if kind == "select":
        options = [str(option.value.data) for option in param.options]
        if options and str(data) not in options:
            raise ClusterError(
                f"{position}: unknown option '{data}' of '{name}'; expected one of "
                f"{quoted(options)}."
            )
        return str(data)
    if kind not in _READ:
        return str(data)
    try:
        value = _READ[kind](data)
    except (TypeError, ValueError):
        raise ClusterError(f"{position}: '{name}' must be of type {kind}, not '{data}'.") from None
    _check_range(param, value)
    return value


def _check_range(param: ResourceParam, value: float) -> None:
    for name in ("min", "max"):
        limit = param.get(name)
        try:
            bound = type(value)(limit.data) if limit and limit.data else value
        except ValueError:
            continue  # Galaxy does not load the tool; the linter reports it
        if limit and (value < bound if name == "min" else value > bound):
            raise ClusterError(
                f"{limit.position}: '{param.name.data}' is {value}, but {name} is {bound}."
            )


def _default(param: ResourceParam) -> t.Any:
    kind = param.type.data if param.type else "text"
    if kind == "select":
        options = param.options
        selected = [item for item in options if item.selected and item.selected.data == "true"]
        return str((selected or options)[0].value.data) if options else None
    value = param.get("checked" if kind == "boolean" else "value")
    if kind == "boolean":
        return value is not None and value.data == "true"
    if value is None or not value.data:
        return None if kind in _READ else ""
    return _read(param, value.data)
