# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ195: Limit that no runner enforces."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....runners import RunnerClass
from ....words import split_names
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, enabled_runners


class UnenforcedLimit(JobConfRule):
    """Limit that no runner enforces.

    ## What it does
    Checks `walltime` and `output_size` limits. Only the local, drmaa, slurm, univa and pbs
    runners enforce them. Runner classes that are not part of Galaxy are assumed to enforce them
    as well.

    ## Why is this bad
    The limit has no effect. Request a time limit from the cluster, or set a disk quota on the
    host, instead.

    ## Example
    ```yaml job_conf.yml
    runners:
      cluster: {load: galaxy.jobs.runners.cli:ShellJobRunner}
    execution:
      default: main
      environments:
        main: {runner: cluster, job_plugin: Slurm}
    limits:
      - {type: walltime, value: "24:00:00"}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      cluster: {load: galaxy.jobs.runners.cli:ShellJobRunner}
    execution:
      default: main
      environments:
        main: {runner: cluster, job_plugin: Slurm, job_time: "24:00:00"}
    ```

    ## References
    - galaxy/jobs/runners/__init__.py, JobState.check_limits
    """

    code = "GJ195"
    name = "unenforced-limit"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the limits that none of the loaded runners enforces."""
        classes = [class_of(runner) for runner in enabled_runners(conf)]
        if not classes or any(map(_enforces_limits, classes)):
            return
        for limit in conf.limits:
            if limit.name in ("walltime", "output_size") and limit.value and limit.value.data:
                message = (
                    f"No runner in this file enforces '{limit.name}': nothing is limited."
                    " Remove the limit."
                )
                yield self.finding(limit.type.place, message)


_ENFORCING_MODULES = split_names("local drmaa slurm univa pbs tasks")


def _enforces_limits(runner_class: RunnerClass | None) -> bool:
    if runner_class is None:
        return True
    module = runner_class.load.partition(":")[0]
    return module.rpartition(".")[2] in _ENFORCING_MODULES
