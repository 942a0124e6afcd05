# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ607: A number that the batch system cannot read."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class UnreadableNativeNumber(NativeRule):
    """A number that the batch system cannot read.

    ## What it does
    Checks the numbers of cores, tasks and nodes that jobs ask Slurm and PBS for.

    ## Why is this bad
    The submission is refused: every job of the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --cpus-per-task=four
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
          native_specification: --cpus-per-task=4
    ```

    ## References
    - drmaa-utils, drmaa_utils/fsd_util.c, fsd_atoi
    - Slurm 25.11, src/common/proc_args.c, parse_int
    """

    code = "GJ607"
    name = "unreadable-native-number"
    effect = "job"
    kinds = frozenset({"unreadable-number"})
    systems = frozenset({"slurm-drmaa", "sbatch", "PBS"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return f"{system} cannot read '{flaw.value}' for '{flaw.what}': expected a number."
