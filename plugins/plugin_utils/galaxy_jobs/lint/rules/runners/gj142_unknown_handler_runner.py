# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ142: Unknown runner of a handler."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_runners, is_one_of


class UnknownHandlerRunner(JobConfRule):
    """Unknown runner of a handler.

    ## What it does
    Checks the `plugins` of each handler against the enabled runners.

    ## Why is this bad
    Galaxy does not check the name: the handler does not load the runner, and jobs that need it
    fail.

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
        handler0: {plugins: [lokal]}
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
        handler0: {plugins: [local]}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_job_runner_plugins
    """

    code = "GJ142"
    name = "unknown-handler-runner"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the plugins of handlers that match no runner."""
        known = ["dynamic", *(runner.id.data for runner in enabled_runners(conf))]
        for handler in conf.handling.handlers if conf.handling else ():
            for runner in handler.runners:
                if not is_one_of(runner, known):
                    hint = did_you_mean(runner.plain(), known)
                    message = (
                        f"Unknown runner '{runner.plain()}' of handler '{handler.id.data}'.{hint}"
                    )
                    yield self.finding(runner.place, message, did_you_mean_fix(runner, known))
