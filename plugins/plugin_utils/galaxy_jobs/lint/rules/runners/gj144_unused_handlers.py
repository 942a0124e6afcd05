# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ144: Handlers that get no jobs, as every process handles its own."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class UnusedHandlers(JobConfRule):
    """Handlers that get no jobs, as every process handles its own.

    ## What it does
    Finds handlers that are listed while jobs are assigned by `mem-self` alone.

    ## Why is this bad
    Galaxy ignores the list: each web process runs the jobs that it has made, and loses them when
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
    name = "unused-handlers"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding at the only way of assigning."""
        handling = conf.handling
        if handling is None or not handling.handlers or len(handling.assign) != 1:
            return
        only = handling.assign[0]
        if str(only.data).lower() == "mem-self":
            yield self.finding(only.place, _MESSAGE)


_MESSAGE = "With 'mem-self' alone the handlers listed get no jobs. Add another way, or remove them."
