# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The resource parameters that tools show. Galaxy 26.1.2: galaxy/jobs, get_tool_resource_xml."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..job_conf.lookup import tools_by_id
from ..job_conf.model import JobConf, ResourceGroup
from ..resource_params.model import ResourceParam
from ..text import Value
from .context import Context

NUMBERS: dict[str, Callable[[str], float]] = {"integer": int, "float": float}


def used_groups(conf: JobConf) -> Iterator[ResourceGroup]:
    """Yield the groups that tools show: the default, and the group of each tool's first entry."""
    first_entries = (tools[0].resources for tools in tools_by_id(conf).values())
    names = [value.plain() for value in (conf.default_resource_group, *first_entries) if value]
    yield from (group for group in conf.resource_groups if group.id.data in names)


def visible_params(context: Context) -> Iterator[ResourceParam]:
    """Yield the parameters that tools show: all of them without a job_conf."""
    params = context.resource_params.params if context.resource_params else ()
    conf = context.job_conf
    fields = [field for group in used_groups(conf) for field in group.fields] if conf else []
    names = {field.plain() for field in fields if isinstance(field.data, str)}
    for param in params:
        if param.name.data is not None and (conf is None or param.name.data in names):
            yield param


def parse_numbers(param: ResourceParam) -> dict[str, tuple[Value, float | None]]:
    """Return value, min and max of a numeric parameter; an invalid number is None."""
    convert = NUMBERS.get(str(param.type.data)) if param.type else None
    if convert is None:
        return {}
    attributes = {name: param.get(name) for name in ("value", "min", "max")}
    return {
        name: (value, _number(convert, value.data))
        for name, value in attributes.items()
        # An empty 'value' means no default; an empty bound is an invalid number.
        if value is not None and (value.data or name != "value")
    }


def _number(convert: Callable[[str], float], text: str) -> float | None:
    try:
        return convert(text)
    except ValueError:
        return None
