# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ130: Unknown runner class."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ....runners import REMOVED, RUNNERS, find
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_runners


class UnknownRunnerClass(JobConfRule):
    """Unknown runner class.

    ## What it does
    Checks `load` of the enabled runners against the classes of Galaxy 26.1. Classes of other
    packages are not checked.

    ## Why is this bad
    Every handler that loads the runner refuses to start. Old configurations name `lwr` and
    `sge`, which were removed.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRuner}
    execution:
      default: main
      environments:
        main: {runner: local}
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
    - galaxy/jobs/__init__.py, JobConfiguration.get_job_runner_plugins
    """

    code = "GJ130"
    name = "unknown-runner-class"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the runners whose class is missing from Galaxy's package."""
        for runner in enabled_runners(conf):
            load = runner.load
            if load is None or not isinstance(load.data, str) or find(load.data) is not None:
                continue
            if load.data in _ABSTRACT or not load.data.startswith(_PACKAGE):
                continue
            classes = [runner_class.load for runner_class in RUNNERS]
            if load.data.partition(":")[0] in REMOVED:
                message = f"The runner class '{load.data}' was removed from Galaxy"
                yield self.finding(load.place, f"{message}: handlers refuse to start.")
            else:
                hint = did_you_mean(load.data, classes)
                message = f"Unknown runner class '{load.data}': handlers refuse to start.{hint}"
                yield self.finding(
                    load.place, message, did_you_mean_fix(load, classes, one_letter=True)
                )


_PACKAGE = "galaxy.jobs.runners."
# Exists, but is not in the catalog of usable classes.
_ABSTRACT = ("galaxy.jobs.runners.pulsar:PulsarCoexecutionJobRunner",)
