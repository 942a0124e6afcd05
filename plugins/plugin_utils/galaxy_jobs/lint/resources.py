# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Which resource parameters tools show. Galaxy 26.1.2: galaxy/jobs, get_tool_resource_xml."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..job_conf.lookup import tools_by_id
from ..job_conf.model import JobConf, ResourceGroup
from ..resource_params.model import ResourceParam
from ..text import Value
from .context import Context

NUMBERS: dict[str, Callable[[str], float]] = {"integer": int, "float": float}


def used_groups(conf: JobConf) -> Iterator[ResourceGroup]:
    """Yield the groups that tools show: those of their first entries, and the default."""
    firsts = (tools[0].resources for tools in tools_by_id(conf).values())
    names = [value.plain() for value in (conf.default_resource_group, *firsts) if value]
    yield from (group for group in conf.resource_groups if group.id.data in names)


def shown(context: Context) -> Iterator[ResourceParam]:
    """Yield the parameters that tools show: all of them when the job_conf is not given."""
    params = context.resource_params.params if context.resource_params else ()
    conf = context.job_conf
    fields = [field for group in used_groups(conf) for field in group.fields] if conf else []
    names = {field.plain() for field in fields if isinstance(field.data, str)}
    for param in params:
        if param.name.data is not None and (conf is None or param.name.data in names):
            yield param


def numbers_of(param: ResourceParam) -> dict[str, tuple[Value, float | None]]:
    """Return value, min and max of a number, with None for one that Galaxy cannot read."""
    read = NUMBERS.get(str(param.type.data)) if param.type else None
    found = {}
    for name in ("value", "min", "max") if read else ():
        written = param.get(name)
        # Without a text in 'value' there is no default; an empty bound is none that is read.
        if read is not None and written is not None and (written.data or name != "value"):
            found[name] = (written, _number(read, written.data))
    return found


def _number(read: Callable[[str], float], text: str) -> float | None:
    try:
        return read(text)
    except ValueError:
        return None
