# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ140: Unknown default handler."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import handlers_by_name
from ....job_conf.model import JobConf
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule


class UnknownDefaultHandler(JobConfRule):
    """Unknown default handler.

    ## What it does
    Checks the default handler against the ids and tags of the listed handlers. Without listed
    handlers, nothing is checked.

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
        """Yield the default if no handler has this id or tag."""
        names = handlers_by_name(conf.handling)
        default = conf.handling.default if conf.handling else None
        if not names or default is None or not default.fixed or default.value.data in list(names):
            return
        name = default.value.plain()
        hint = did_you_mean(name, names)
        message = f"Unknown default handler '{name}': no handler has this id or tag.{hint}"
        yield self.finding(default.value.place, message, did_you_mean_fix(default.value, names))
