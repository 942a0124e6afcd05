# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ608: Time limit of two numbers."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class AmbiguousNativeTime(OptionRule):
    """Time limit of two numbers.

    ## What it does
    Finds times of two numbers in native specifications for slurm-drmaa.

    ## Why is this bad
    slurm-drmaa reads them as hours and minutes, but sbatch, which most administrators know
    better, as minutes and seconds. Both read three numbers alike.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --ntasks=1 --time=30:00
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
          native_specification: --ntasks=1 --time=30:00:00
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c, slurmdrmaa_datetime_parse
    """

    code = "GJ608"
    name = "ambiguous-native-time"
    effect = "style"
    kinds = frozenset({"ambiguous-time"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"{system} reads '{problem.value}' as hours and minutes, sbatch as minutes and seconds."
        )

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        """Return the option with three numbers."""
        separator = "=" if problem.option.startswith("--") else " "
        return f"{problem.option}{separator}{problem.value}:00"
