# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ604: A word in a native specification that is no option."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class NotANativeOption(NativeRule):
    """A word in a native specification that is no option.

    ## What it does
    Looks for words that stand where slurm-drmaa or sbatch expects an option, and for line
    breaks, which are no blanks to slurm-drmaa.

    ## Why is this bad
    The submission is refused, or asks for a partition that ends in a line break: every job of
    the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: -p main ntasks=1
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
          native_specification: -p main --ntasks=1
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c
    """

    code = "GJ604"
    name = "not-a-native-option"
    effect = "job"
    kinds = frozenset({"no-option", "line-break"})
    systems = frozenset({"slurm-drmaa", "sbatch"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        if flaw.kind == "line-break":
            return f"The value of '{flaw.what}' has a line break: {system} keeps it."
        if flaw.what != flaw.what.strip():
            return f"A line break is no blank to {system}: expected all options on one line."
        return f"'{flaw.what}' is no option: {system} expects a word that begins with '-'."
