# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ620: Native specification under both names."""

from __future__ import annotations

from collections.abc import Iterator

from ....batch.read import NATIVE
from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class


class DuplicateNativeSpecification(JobConfRule):
    """Native specification under both names.

    ## What it does
    Finds destinations with both `nativeSpecification` and `native_specification`.

    ## Why is this bad
    Galaxy uses the first one and ignores the other.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          nativeSpecification: --cpus-per-task=4
          native_specification: --mem=4000
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          nativeSpecification: --cpus-per-task=4 --mem=4000
    ```

    ## References
    - galaxy/jobs/runners/drmaa.py, queue_job
    """

    code = "GJ620"
    name = "duplicate-native-specification"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the specifications that are ignored."""
        first, second = NATIVE
        for destination, runner_class in destinations_with_class(conf):
            both = first in destination.params and second in destination.params
            if both and runner_class.destination_param(first):
                message = (
                    f"'{second}' is ignored because '{first}' is set as well. Keep one of them."
                )
                yield self.finding(destination.params[second].name.place, message)
