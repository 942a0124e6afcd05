# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ191: A limit for a destination that names none."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.start import COUNTED_BY_DESTINATION
from ...finding import Finding
from ...rule import JobConfRule


class LimitWithoutTarget(JobConfRule):
    """A limit for a destination that names none.

    ## What it does
    Checks the limits of types that begin with `destination_` or `environment_` for an id or a
    tag.

    ## Why is this bad
    Galaxy takes it and limits nothing.

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
        """Yield the limits without id and tag."""
        for limit in conf.limits:
            if limit.name in COUNTED_BY_DESTINATION and (limit.of is None or not limit.of.data):
                message = f"'{limit.type.plain()}' needs an id or a tag: it limits nothing."
                yield self.finding(limit.type.place, message)
