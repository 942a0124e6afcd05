# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ140: A default handler that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import handlers_by_name
from ....job_conf.model import JobConf
from ....words import did_you_mean
from ...edits import respelt
from ...finding import Finding
from ...rule import JobConfRule


class UnknownDefaultHandler(JobConfRule):
    """A default handler that is not there.

    ## What it does
    Checks the default of handlers against the ids and tags of the handlers, where some are
    listed.

    ## Why is this bad
    Galaxy does not check it. Unless a process attaches itself to a pool of this name, jobs stay
    `new` for ever.

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
        handler0: {tags: [small]}
      default: smal
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
      default: small
    ```

    ## References
    - galaxy/web_stack/handlers.py, ConfiguresHandlers
    """

    code = "GJ140"
    name = "unknown-default-handler"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the default when no handler has this id or tag."""
        names = handlers_by_name(conf.handling)
        default = conf.handling.default if conf.handling else None
        if not names or default is None or not default.fixed or default.value.data in list(names):
            return
        hint = did_you_mean(default.value.plain(), names)
        message = f"No handler has the id or tag '{default.value.plain()}'.{hint}"
        yield self.finding(default.value.place, message, respelt(default.value, names))
