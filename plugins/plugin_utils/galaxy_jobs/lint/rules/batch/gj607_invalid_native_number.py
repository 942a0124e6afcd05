# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ607: Invalid number for the batch system."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class InvalidNativeNumber(OptionRule):
    """Invalid number for the batch system.

    ## What it does
    Checks the numbers of cores, tasks and nodes that are requested from Slurm and PBS.

    ## Why is this bad
    The batch system rejects the submission: every job of the destination fails.

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
    name = "invalid-native-number"
    effect = "job"
    kinds = frozenset({"invalid-number"})
    systems = frozenset({"slurm-drmaa", "sbatch", "PBS"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return f"Invalid value '{problem.value}' for '{problem.option}': {system} expects a number."
