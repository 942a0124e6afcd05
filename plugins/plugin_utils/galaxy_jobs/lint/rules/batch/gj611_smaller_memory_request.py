# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ611: An amount of memory that does not count."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class SmallerMemoryRequest(NativeRule):
    """An amount of memory that does not count.

    ## What it does
    Looks for native specifications for Slurm that ask for memory more than once, by --mem and
    --mem-per-cpu.

    ## Why is this bad
    Of all of them slurm-drmaa keeps the one with the largest number.

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
    name = "smaller-memory-request"
    effect = "silent"
    kinds = frozenset({"smaller-memory"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return f"'{flaw.what}' does not count: {system} keeps the largest number for memory."
