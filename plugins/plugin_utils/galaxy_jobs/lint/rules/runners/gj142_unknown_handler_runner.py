# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ142: A runner of a handler that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....words import did_you_mean
from ...edits import respelt
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of, loaded


class UnknownHandlerRunner(JobConfRule):
    """A runner of a handler that is not there.

    ## What it does
    Checks the plugins to which a handler is restricted against the runners.

    ## Why is this bad
    Galaxy does not check it: the handler has not this runner, and jobs for it fail there.

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
        """Yield the plugins of handlers that are no runners."""
        known = ["dynamic", *(runner.id.data for runner in loaded(conf))]
        for handler in conf.handling.handlers if conf.handling else ():
            for runner in handler.runners:
                if not is_one_of(runner, known):
                    hint = did_you_mean(runner.plain(), known)
                    message = (
                        f"'{handler.id.data}' names a runner '{runner.plain()}' that is not there."
                    )
                    fix = respelt(runner, known)
                    yield self.finding(runner.place, f"{message}{hint}", fix)
