# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ195: A limit that none of the runners enforces."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....words import names_in
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, loaded


class LimitNotEnforced(JobConfRule):
    """A limit that none of the runners enforces.

    ## What it does
    Looks for `walltime` and `output_size` where no runner is one of those that check them: local,
    drmaa, slurm, univa and pbs. Runners that are not Galaxy's own count as checking.

    ## Why is this bad
    The limit has no effect. Ask the cluster for a time limit instead, or the machine for a quota.

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
    name = "limit-not-enforced"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the limits that nothing checks."""
        classes = [class_of(runner) for runner in loaded(conf)]
        if not classes or any(of is None or _module(of.load) in _CHECKING for of in classes):
            return
        for limit in conf.limits:
            if limit.name in ("walltime", "output_size") and limit.value and limit.value.data:
                message = (
                    f"None of the runners checks '{limit.name}': it limits nothing. Remove it."
                )
                yield self.finding(limit.type.place, message)


_CHECKING = names_in("local drmaa slurm univa pbs tasks")


def _module(load: str) -> str:
    return load.partition(":")[0].rpartition(".")[2]
