# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ139: Unused runner."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations, enabled_runners, is_open_ended


class UnusedRunner(JobConfRule):
    """Unused runner.

    ## What it does
    Finds runners that no destination uses. A job_conf with dynamic rules is skipped: rules may
    create destinations.

    ## Why is this bad
    Nothing breaks. But each handler starts threads for the runner, and for some runners
    connections.

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
        """Yield the runners without a destination."""
        used = [
            destination.runner.data
            for destination in enabled_destinations(conf)
            if destination.runner
        ]
        for runner in () if is_open_ended(conf) else enabled_runners(conf):
            if runner.id.data not in used:
                message = (
                    f"Unused runner '{runner.id.data}': no destination uses it."
                    " Remove it, or use it in a destination."
                )
                yield self.finding(runner.id.place, message)
