# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ199: Limit that is never reached."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class HugeLimit(JobConfRule):
    """Limit that is never reached.

    ## What it does
    Checks `*_concurrent_jobs` limits for values of 10,000 or more.

    ## Why is this bad
    No server runs that many jobs at a time. The limit is a typo, or can be removed.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: registered_user_concurrent_jobs, value: 10000}
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
      - {type: registered_user_concurrent_jobs, value: 100}
    ```

    ## References
    - galaxy/jobs/handler.py, JobHandlerQueue.__check_user_jobs
    """

    code = "GJ199"
    name = "huge-limit"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the limits of 10,000 jobs or more."""
        for limit in conf.limits:
            if limit.value is None or not limit.name.endswith("_concurrent_jobs"):
                continue
            text = str(limit.value.plain())
            if text.isdecimal() and int(text) >= 10_000:
                message = f"'{limit.type.plain()}' is {text}: never reached. Lower or remove it."
                yield self.finding(limit.value.place, message)
