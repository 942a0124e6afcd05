# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ194: A limit of no jobs at all for registered users."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.values import as_int
from ...finding import Finding
from ...rule import JobConfRule


class ZeroJobsForUsers(JobConfRule):
    """A limit of no jobs at all for registered users.

    ## What it does
    Looks for `registered_user_concurrent_jobs` of 0.

    ## Why is this bad
    The handler takes 0 for no limit, the statement that queues a job does not: no job of a
    registered user is ever queued.

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
    name = "zero-jobs-for-users"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the last limit of this type when it is 0; in YAML Galaxy skips the number 0."""
        limits = [limit for limit in conf.limits if limit.name == "registered_user_concurrent_jobs"]
        given = [limit.value for limit in limits if limit.value is not None and limit.value.data]
        for value in given[-1:]:
            if _is_zero(value.plain()):
                message = "With 0 no job of a registered user is queued. Leave the limit out."
                yield self.finding(value.place, message)


def _is_zero(data: object) -> bool:
    try:
        return as_int(data) == 0
    except ValueError:
        return False
