# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ143: Duplicate tag of a handler."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Value
from ...finding import Edit, Finding, Fix
from ...rule import JobConfRule


class DuplicateHandlerTag(JobConfRule):
    """Duplicate tag of a handler.

    ## What it does
    Finds handlers that list the same tag twice.

    ## Why is this bad
    Because of a bug in Galaxy, the second tag removes the tag from all handlers listed before:
    they get none of its jobs.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    handling:
      processes:
        handler0: {tags: [small, small]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    handling:
      processes:
        handler0: {tags: [small]}
    ```

    ## References
    - galaxy/web_stack/handlers.py, ConfiguresHandlers.add_handler
    """

    code = "GJ143"
    name = "duplicate-handler-tag"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the repeated tags."""
        for handler in conf.handling.handlers if conf.handling else ():
            seen: list[Value] = []
            for tag in handler.tags:
                is_repeated = any(tag.data == other.data for other in seen)
                # The letters of a string instead of a list are reported by another rule.
                if is_repeated and len(tag.plain() or "") > 1:
                    message = (
                        f"Duplicate tag '{tag.plain()}' of handler '{handler.id.data}': Galaxy"
                        " removes the tag from all handlers listed before. Remove the duplicate."
                    )
                    fix = Fix("Remove the duplicate.", _remove(tag, seen[-1]), safe=True)
                    yield self.finding(tag.place, message, fix)
                seen.append(tag)


_SEPARATOR = re.compile(r"\s*,\s*|\s*\n\s*-\s+")


def _remove(item: Value, previous: Value) -> tuple[Edit, ...]:
    """Return the edit that removes an item of a list and the separator before it."""
    source = item.place.source
    between = source.text[previous.place.end : item.place.start]
    if not (item.verbatim and previous.verbatim and _SEPARATOR.fullmatch(between)):
        return ()
    return (Edit(source.span(previous.place.end, item.place.end), ""),)
