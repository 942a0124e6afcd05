# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ194: Limit of zero jobs for registered users."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.values import as_int
from ...finding import Finding
from ...rule import JobConfRule


class ZeroJobLimit(JobConfRule):
    """Limit of zero jobs for registered users.

    ## What it does
    Checks whether `registered_user_concurrent_jobs` is 0.

    ## Why is this bad
    The job handler treats 0 as unlimited, but the database statement that queues a job does
    not: jobs of registered users are never queued.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
      </destinations>
      <limits>
        <limit type="registered_user_concurrent_jobs">0</limit>
      </limits>
    </job_conf>
    ```

    ## Use instead
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
      </destinations>
    </job_conf>
    ```

    ## References
    - galaxy/jobs/__init__.py, enqueue and queue_with_limit
    """

    code = "GJ194"
    name = "zero-job-limit"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the last of these limits if it is 0. Galaxy ignores the number 0 in YAML."""
        limits = [limit for limit in conf.limits if limit.name == _NAME]
        values = [limit.value for limit in limits if limit.value is not None and limit.value.data]
        for value in values[-1:]:
            if _is_zero(value.plain()):
                yield self.finding(value.place, _MESSAGE)


_NAME = "registered_user_concurrent_jobs"
_MESSAGE = f"'{_NAME}' is 0: jobs of registered users are never queued. Remove the limit."


def _is_zero(data: object) -> bool:
    try:
        return as_int(data) == 0
    except ValueError:
        return False
