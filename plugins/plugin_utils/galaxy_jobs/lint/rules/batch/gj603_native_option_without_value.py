# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ603: An option without its value."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class NativeOptionWithoutValue(NativeRule):
    """An option without its value.

    ## What it does
    Looks for options that need a value and have none. In a native specification for Slurm a
    long option wants a '=' before the value, and an option of one letter a blank.

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
    name = "native-option-without-value"
    effect = "job"
    kinds = frozenset({"no-value"})
    systems = frozenset({"slurm-drmaa", "sbatch"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        if not flaw.value:
            return f"'{flaw.what}' has no value: the jobs fail."
        expected = "'='" if flaw.what.startswith("--") else "a blank"
        return f"'{flaw.what}' has no value for {system}: expected {expected} before it."

    def instead(self, flaw: Flaw, system: str) -> str | None:
        """Return the option with its value."""
        separator = "=" if flaw.what.startswith("--") else " "
        return f"{flaw.what}{separator}{flaw.value}" if flaw.value else None
