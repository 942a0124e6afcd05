# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ138: Invalid number of workers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...edits import unquoted_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_runners


class InvalidWorkerCount(JobConfRule):
    """Invalid number of workers.

    ## What it does
    Checks `workers` in YAML. Galaxy uses the value as it is, without converting it to a number.

    ## Why is this bad
    Handlers fail to start the threads of the runner.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner, workers: "4"}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner, workers: 4}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## References
    - galaxy/jobs/runners/__init__.py, _init_worker_threads
    """

    code = "GJ138"
    name = "invalid-worker-count"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the values that are not integers."""
        for runner in enabled_runners(conf) if conf.syntax == "yaml" else ():
            workers = runner.workers
            if workers is not None and not isinstance(workers.data, int):
                message = (
                    f"'workers' of runner '{runner.id.data}' is '{workers.plain()}'; expected a"
                    " whole number, without quotes."
                )
                text = workers.data
                is_quoted_number = isinstance(text, str) and _POSITIVE.fullmatch(text)
                fix = unquoted_fix(workers, text) if is_quoted_number else None
                yield self.finding(workers.place, message, fix)


_POSITIVE = re.compile(r"[1-9]\d*")
