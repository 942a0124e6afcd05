# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a name stands for in a job_conf: ids and tags, in the order Galaxy enters them.

Galaxy 26.1.2: galaxy/jobs/__init__.py, _configure_from_dict; galaxy/web_stack/handlers.py,
add_handler. Their quirks are kept: rules report them, the router must obey them.
"""

from __future__ import annotations

from collections.abc import Hashable

from .model import Destination, Handling, JobConf, Tool, is_enabled
from .values import tool_id

DEFAULT_HANDLER_TAG = "_default_"


def destinations_by_name(conf: JobConf) -> dict[Hashable, list[Destination]]:
    """Return the destinations that each id or tag stands for; Galaxy takes one of them at random.

    An id that follows a tag of the same name takes its place.
    """
    named: dict[Hashable, list[Destination]] = {}
    for destination in conf.destinations:
        if not is_enabled(destination.enabled):
            continue
        named[destination.id.data] = [destination]
        for tag in destination.tags:
            named.setdefault(tag.data, []).append(destination)
    return named


def handlers_by_name(handling: Handling | None) -> dict[Hashable, list[Hashable]]:
    """Return the handler ids that each id or tag stands for.

    A handler whose id is a tag already is dropped; a tag that a handler has twice is its alone.
    """
    named: dict[Hashable, list[Hashable]] = {}
    for handler in handling.handlers if handling else ():
        handler_id = handler.id.data
        if handler_id in named:
            continue
        named[handler_id] = [handler_id]
        for tag in [tag.data for tag in handler.tags] or [DEFAULT_HANDLER_TAG]:
            if tag in named and handler_id not in named[tag]:
                named[tag].append(handler_id)
            else:
                named[tag] = [handler_id]
    return named


def tools_by_id(conf: JobConf) -> dict[str, list[Tool]]:
    """Return what is configured for each tool id, in the form Galaxy looks ids up in."""
    tools: dict[str, list[Tool]] = {}
    for tool in conf.tools:
        if tool.id is not None and isinstance(tool.id.data, str):
            tools.setdefault(tool_id(tool.id.data), []).append(tool)
    return tools
