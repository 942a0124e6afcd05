# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ141: A handler of a tool or a resubmission that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import handlers_by_name
from ....job_conf.model import JobConf
from ....text import Value
from ....words import did_you_mean
from ...edits import respelt
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled, is_one_of


class UnknownHandler(JobConfRule):
    """A handler of a tool or a resubmission that is not there.

    ## What it does
    Checks handlers that are named against the ids and tags of the handlers, where some are
    listed.

    ## Why is this bad
    Galaxy does not check it. Unless a process attaches itself to a pool of this name, the jobs
    stay `new` for ever.

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
    tools:
      - {id: bwa, handler: smal}
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
    tools:
      - {id: bwa, handler: small}
    ```

    ## References
    - galaxy/web_stack/handlers.py, ConfiguresHandlers
    """

    code = "GJ141"
    name = "unknown-handler"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the names that are no id and no tag of a handler."""
        known = handlers_by_name(conf.handling)
        for handler in _named(conf) if known else ():
            if handler.data and not is_one_of(handler, known):
                hint = did_you_mean(handler.plain(), known)
                message = f"No handler has the id or tag '{handler.plain()}'.{hint}"
                yield self.finding(handler.place, message, respelt(handler, known))


def _named(conf: JobConf) -> Iterator[Value]:
    for tool in conf.tools:
        if tool.handler is not None:
            yield tool.handler
    for destination in enabled(conf):
        for resubmit in destination.resubmit:
            if resubmit.handler is not None:
                yield resubmit.handler
