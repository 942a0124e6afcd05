# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ144: Handlers ignored because of `mem-self`."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class IgnoredHandlers(JobConfRule):
    """Handlers ignored because of `mem-self`.

    ## What it does
    Finds listed handlers if `mem-self` is the only assignment method.

    ## Why is this bad
    Galaxy ignores the list. Each web process runs the jobs that it created, and loses them when
    it stops.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    handling:
      assign: [mem-self]
      processes:
        handler0: {tags: [small]}
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
      assign: [db-skip-locked]
      processes:
        handler0: {tags: [small]}
    ```

    ## References
    - galaxy/web_stack/handlers.py, ConfiguresHandlers
    """

    code = "GJ144"
    name = "ignored-handlers"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding at the only assignment method."""
        handling = conf.handling
        if handling is None or not handling.handlers or len(handling.assign) != 1:
            return
        method = handling.assign[0]
        if str(method.data).lower() == "mem-self":
            yield self.finding(method.place, _MESSAGE)


_MESSAGE = (
    "With 'mem-self' alone, Galaxy ignores the listed handlers."
    " Add another assignment method, or remove the handlers."
)
