# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ141: Unknown handler."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import handlers_by_name
from ....job_conf.model import JobConf
from ....text import Value
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations, is_one_of


class UnknownHandler(JobConfRule):
    """Unknown handler.

    ## What it does
    Checks the handlers of tools and of resubmissions against the ids and tags of the listed
    handlers. Without listed handlers, nothing is checked.

    ## Why is this bad
    Galaxy does not check the name. The jobs stay in the state `new` forever, unless a process
    joins a handler pool of this name.

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
        """Yield the references that match no handler id or tag."""
        known = handlers_by_name(conf.handling)
        for handler in _references(conf) if known else ():
            if handler.data and not is_one_of(handler, known):
                hint = did_you_mean(handler.plain(), known)
                message = (
                    f"Unknown handler '{handler.plain()}': no handler has this id or tag.{hint}"
                )
                yield self.finding(handler.place, message, did_you_mean_fix(handler, known))


def _references(conf: JobConf) -> Iterator[Value]:
    """Yield the handlers of tools and resubmissions."""
    for tool in conf.tools:
        if tool.handler is not None:
            yield tool.handler
    for destination in enabled_destinations(conf):
        for resubmit in destination.resubmit:
            if resubmit.handler is not None:
                yield resubmit.handler
