# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ134: Parameter of a destination that its runner ignores."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import ignored_params, is_open_ended


class IgnoredDestinationParameter(JobConfRule):
    """Parameter of a destination that its runner ignores.

    ## What it does
    Reports parameters that the runner does not read and that resemble none it reads. Runners
    that pass all parameters on are skipped. So are job_confs with rules, which may read any
    parameter.

    ## Why is this bad
    The parameter has no effect. Often it was meant for another runner.

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
    name = "ignored-destination-parameter"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that have no effect."""
        if is_open_ended(conf):
            return
        for destination, param, meant, _known in ignored_params(conf):
            if meant is None:
                message = (
                    f"The runner of '{destination.id.data}' ignores '{param.name.data}'. Remove it."
                )
                yield self.finding(param.name.place, message)
