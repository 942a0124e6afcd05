# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ139: A runner that no destination uses."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import anything_goes, enabled, loaded


class UnusedRunner(JobConfRule):
    """A runner that no destination uses.

    ## What it does
    Reports runners without a destination. Rules may make destinations of their own: a job_conf
    with rules is left alone.

    ## Why is this bad
    Nothing goes wrong. Each handler starts its threads, and for some runners connections, for
    nothing.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_job_runner_plugins
    """

    code = "GJ139"
    name = "unused-runner"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the runners that nothing uses."""
        used = [destination.runner.data for destination in enabled(conf) if destination.runner]
        for runner in () if anything_goes(conf) else loaded(conf):
            if runner.id.data not in used:
                message = (
                    f"No destination uses the runner '{runner.id.data}'."
                    " Remove it, or name it in one."
                )
                yield self.finding(runner.id.place, message)
