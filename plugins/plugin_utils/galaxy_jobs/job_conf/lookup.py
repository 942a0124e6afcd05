# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Names in a job_conf: ids and tags, in the order in which Galaxy registers them.

Galaxy 26.1.2: galaxy/jobs/__init__.py, _configure_from_dict; galaxy/web_stack/handlers.py,
add_handler. Their quirks are kept: rules report them, and the router follows them.
"""

from __future__ import annotations

from collections.abc import Hashable

from .model import Destination, Handling, JobConf, Tool, is_enabled
from .values import tool_id

DEFAULT_HANDLER_TAG = "_default_"


def destinations_by_name(conf: JobConf) -> dict[Hashable, list[Destination]]:
    """Return the destinations of each id or tag; Galaxy picks one of them at random.

    An id replaces an earlier tag of the same name.
    """
    by_name: dict[Hashable, list[Destination]] = {}
    for destination in conf.destinations:
        if not is_enabled(destination.enabled):
            continue
        by_name[destination.id.data] = [destination]
        for tag in destination.tags:
            by_name.setdefault(tag.data, []).append(destination)
    return by_name


def handlers_by_name(handling: Handling | None) -> dict[Hashable, list[Hashable]]:
    """Return the handler ids of each id or tag.

    Galaxy skips a handler whose id is already a tag. A tag that one handler has twice belongs to
    that handler alone.
    """
    by_name: dict[Hashable, list[Hashable]] = {}
    for handler in handling.handlers if handling else ():
        handler_id = handler.id.data
        if handler_id in by_name:
            continue
        by_name[handler_id] = [handler_id]
        for tag in [tag.data for tag in handler.tags] or [DEFAULT_HANDLER_TAG]:
            if tag in by_name and handler_id not in by_name[tag]:
                by_name[tag].append(handler_id)
            else:
                by_name[tag] = [handler_id]
    return by_name


def tools_by_id(conf: JobConf) -> dict[str, list[Tool]]:
    """Return the entries of each tool id, normalized as in Galaxy's lookup."""
    tools: dict[str, list[Tool]] = {}
    for tool in conf.tools:
        if tool.id is not None and isinstance(tool.id.data, str):
            tools.setdefault(tool_id(tool.id.data), []).append(tool)
    return tools
