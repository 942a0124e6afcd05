# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ138: A number of workers that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...edits import unquoted
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import loaded


class WorkersNotANumber(JobConfRule):
    """A number of workers that is none.

    ## What it does
    Checks `workers` in YAML, where Galaxy takes the value as it is.

    ## Why is this bad
    The handlers refuse to start the runner's threads.

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
    name = "workers-not-a-number"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the numbers that are texts or nothing."""
        for runner in loaded(conf) if conf.syntax == "yaml" else ():
            workers = runner.workers
            if workers is not None and not isinstance(workers.data, int):
                message = f"'workers' of '{runner.id.data}' must be a number, without quotes."
                text = workers.data
                is_number = isinstance(text, str) and _NUMBER.fullmatch(text)
                fix = unquoted(workers, text) if is_number else None
                yield self.finding(workers.place, message, fix)


_NUMBER = re.compile(r"[1-9]\d*")
