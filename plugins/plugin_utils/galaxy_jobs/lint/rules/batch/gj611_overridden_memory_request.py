# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ611: Memory request overridden by a larger one."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class OverriddenMemoryRequest(OptionRule):
    """Memory request overridden by a larger one.

    ## What it does
    Finds native specifications for slurm-drmaa that request memory more than once, with `--mem`
    and `--mem-per-cpu`.

    ## Why is this bad
    slurm-drmaa keeps only the request with the largest number.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --cpus-per-task=4 --mem-per-cpu=2000 --mem=4000
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
          native_specification: --cpus-per-task=4 --mem=8000
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c, slurmdrmaa_add_attribute
    """

    code = "GJ611"
    name = "overridden-memory-request"
    effect = "silent"
    kinds = frozenset({"overridden-memory"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return f"'{problem.option}' is overridden: {system} keeps only the largest memory request."
