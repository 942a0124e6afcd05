# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ620: Both spellings of the native specification."""

from __future__ import annotations

from collections.abc import Iterator

from ....batch.read import NATIVE
from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, reached, runner_of


class TwoNativeSpecifications(JobConfRule):
    """Both spellings of the native specification.

    ## What it does
    Looks for destinations with `nativeSpecification` and `native_specification`.

    ## Why is this bad
    Galaxy takes the first of them and passes over the other.

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
    name = "two-native-specifications"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the specification that does not count."""
        first, second = NATIVE
        for destination in reached(conf):
            of = class_of(runner_of(conf, destination))
            both = first in destination.params and second in destination.params
            if both and of is not None and of.destination_param(first):
                message = (
                    f"'{second}' does not count: '{first}' is there as well. Keep one of them."
                )
                yield self.finding(destination.params[second].name.place, message)
