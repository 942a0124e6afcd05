# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ191: Limit without a target."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.start import COUNTED_BY_DESTINATION
from ...finding import Finding
from ...rule import JobConfRule


class LimitWithoutTarget(JobConfRule):
    """Limit without a target.

    ## What it does
    Checks whether `destination_*` and `environment_*` limits have an `id` or a `tag`.

    ## Why is this bad
    Galaxy accepts such a limit, but it applies to no destination: nothing is limited.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: environment_total_concurrent_jobs, value: 8}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: environment_total_concurrent_jobs, id: main, value: 8}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ191"
    name = "limit-without-target"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the limits without an id or a tag."""
        for limit in conf.limits:
            if limit.name in COUNTED_BY_DESTINATION and (
                limit.target is None or not limit.target.data
            ):
                message = (
                    f"'{limit.type.plain()}' has no 'id' or 'tag': nothing is limited. Add one."
                )
                yield self.finding(limit.type.place, message)
