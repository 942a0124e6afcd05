# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ609: Option read as the value of another one."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class IgnoredNativeOption(OptionRule):
    """Option read as the value of another one.

    ## What it does
    Finds words after the options `-s` and `-k` of a native specification for slurm-drmaa.

    ## Why is this bad
    These options have no value, but slurm-drmaa reads the next word as their value and ignores
    it.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: -s --ntasks=2 --nodes=1
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
          native_specification: --share --ntasks=2 --nodes=1
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c, slurmdrmaa_parse_native
    """

    code = "GJ609"
    name = "ignored-native-option"
    effect = "silent"
    kinds = frozenset({"ignored-option"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"{system} reads this as the value of '{problem.option}' and ignores it. Replace "
            f"'{problem.option}' with '{_LONG[problem.option]}'."
        )


_LONG = {"-s": "--share", "-k": "--no-kill"}
