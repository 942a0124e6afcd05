# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ143: A tag that a handler has twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Value
from ...finding import Edit, Finding, Fix
from ...rule import JobConfRule


class HandlerTagTwice(JobConfRule):
    """A tag that a handler has twice.

    ## What it does
    Finds handlers with the same tag twice.

    ## Why is this bad
    A fault of Galaxy: the tag then stands for this handler alone, and the other handlers with it
    get none of its jobs.

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
    name = "handler-tag-twice"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the second of two tags of one name."""
        for handler in conf.handling.handlers if conf.handling else ():
            seen: list[Value] = []
            for tag in handler.tags:
                is_again = any(tag.data == other.data for other in seen)
                if is_again and len(tag.plain() or "") > 1:
                    message = (
                        f"'{handler.id.data}' has the tag '{tag.plain()}' twice: other handlers "
                        "lose it. Name it once."
                    )
                    fix = Fix("Leave it out.", _left_out(tag, seen[-1]), safe=True)
                    yield self.finding(tag.place, message, fix)
                seen.append(tag)


_BETWEEN = re.compile(r"\s*,\s*|\s*\n\s*-\s+")


def _left_out(item: Value, before: Value) -> tuple[Edit, ...]:
    """Return the edit that takes an item out of a list, with what parts it from the one before."""
    source = item.place.source
    between = source.text[before.place.end : item.place.start]
    if not (item.verbatim and before.verbatim and _BETWEEN.fullmatch(between)):
        return ()
    return (Edit(source.place(before.place.end, item.place.end), ""),)
