# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ130: A runner class that Galaxy does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....runners import REMOVED, RUNNERS, find
from ....words import did_you_mean
from ...edits import respelt
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import loaded


class UnknownRunnerClass(JobConfRule):
    """A runner class that Galaxy does not have.

    ## What it does
    Checks `load` of the runners that are loaded against the classes of Galaxy 26.1. Classes of
    other packages are left alone.

    ## Why is this bad
    Every handler that loads the runner refuses to start. Old configurations name `lwr` and `sge`,
    which are gone.

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
        """Yield the runners with a class of Galaxy's package that is not there."""
        for runner in loaded(conf):
            load = runner.load
            if load is None or not isinstance(load.data, str) or find(load.data) is not None:
                continue
            if load.data in _NOT_SHOWN or not load.data.startswith(_PACKAGE):
                continue
            classes = (each.load for each in RUNNERS)
            fix = None if _is_removed(load.data) else respelt(load, classes, one_letter=True)
            message = f"{_reason(load.data)} Handlers refuse to start."
            yield self.finding(load.place, message, fix)


_PACKAGE = "galaxy.jobs.runners."
# An abstract class, which is there, though nobody can use it.
_NOT_SHOWN = ("galaxy.jobs.runners.pulsar:PulsarCoexecutionJobRunner",)


def _is_removed(load: str) -> bool:
    return load.partition(":")[0] in REMOVED


def _reason(load: str) -> str:
    if _is_removed(load):
        return f"Galaxy has no '{load}' any more: it was removed."
    hint = did_you_mean(load, (runner.load for runner in RUNNERS))
    return f"Galaxy has no runner class '{load}'.{hint}"
