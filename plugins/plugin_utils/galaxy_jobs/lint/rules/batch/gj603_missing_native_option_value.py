# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ603: Option without its value."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class MissingNativeOptionValue(OptionRule):
    """Option without its value.

    ## What it does
    Finds options that require a value and have none. In a native specification for slurm-drmaa
    a `=` separates a long option from its value, a space a one-letter option.

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
          native_specification: --ntasks=1 --mem 4000
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
          native_specification: --ntasks=1 --mem=4000
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c
    """

    code = "GJ603"
    name = "missing-native-option-value"
    effect = "job"
    kinds = frozenset({"missing-value"})
    systems = frozenset({"slurm-drmaa", "sbatch"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        if not problem.value:
            return f"Missing value of '{problem.option}'."
        expected = "'='" if problem.option.startswith("--") else "a space"
        return f"Missing value of '{problem.option}': {system} expects {expected} before it."

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        """Return the option with its value."""
        separator = "=" if problem.option.startswith("--") else " "
        return f"{problem.option}{separator}{problem.value}" if problem.value else None
