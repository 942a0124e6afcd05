# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ150: Destination with an unknown runner."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_runners, is_one_of, reachable_destinations


class UnknownRunner(JobConfRule):
    """Destination with an unknown runner.

    ## What it does
    Checks the runners of destinations that may get jobs.

    ## Why is this bad
    Every job of the destination fails: `Invalid job runner`.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        small: {runner: lokal}
    tools:
      - {id: bwa, environment: small}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        small: {runner: local}
    tools:
      - {id: bwa, environment: small}
    ```

    ## References
    - galaxy/jobs/handler.py, get_job_runner
    """

    code = "GJ150"
    name = "unknown-runner"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the runners that are not defined."""
        known = {runner.id.data: runner for runner in enabled_runners(conf)}
        for destination in reachable_destinations(conf):
            runner = destination.runner
            # use_tasked_jobs of galaxy.yml adds the runner 'tasks'.
            if destination.is_dynamic or (runner and is_one_of(runner, {*known, "tasks"})):
                continue
            if runner is None:
                message = f"'{destination.id.data}' has no runner. Add one."
                yield self.finding(destination.id.place, message)
            else:
                hint = did_you_mean(runner.plain(), known)
                message = f"Unknown runner '{runner.plain()}'.{hint}"
                yield self.finding(runner.place, message, did_you_mean_fix(runner, known))
