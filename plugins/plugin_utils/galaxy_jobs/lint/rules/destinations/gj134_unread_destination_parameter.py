# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ134: A parameter of a destination that its runner does not read."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import ignored_params, is_open_ended


class UnreadDestinationParameter(JobConfRule):
    """A parameter of a destination that its runner does not read.

    ## What it does
    Reports the parameters of destinations that Galaxy 26.1 does not read for their runner and
    that are like none it reads. Runners that pass everything on are left alone, and so is all of
    a job_conf with rules, which may read anything.

    ## Why is this bad
    Nothing goes wrong, but what the parameter says does not happen. Often it was meant for
    another runner.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, nativeSpecification: "--mem=4000"}
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
    - galaxy/jobs/runners/
    """

    code = "GJ134"
    name = "unread-destination-parameter"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that nothing reads."""
        for destination, param, meant, _known in (
            () if is_open_ended(conf) else ignored_params(conf)
        ):
            if meant is None:
                name, where = param.name, destination.id.data
                message = f"The runner of '{where}' does not read '{name.data}'. Remove it."
                yield self.finding(name.place, message)
