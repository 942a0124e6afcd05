# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ143: A tag that a handler has twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..._job_conf.model import JobConf
from ..finding import Finding
from ..rule import JobConfRule


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
            seen = []
            for tag in handler.tags:
                if tag.plain() in seen and len(tag.plain() or "") > 1:
                    message = (
                        f"'{handler.id.data}' has the tag '{tag.plain()}' twice: it takes it over."
                    )
                    yield self.finding(tag.place, message)
                seen.append(tag.plain())
