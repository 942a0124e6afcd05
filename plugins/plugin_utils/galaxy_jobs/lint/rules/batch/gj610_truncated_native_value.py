# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ610: Value with a second `=`."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class TruncatedNativeValue(OptionRule):
    """Value with a second `=`.

    ## What it does
    Finds values with a `=` in native specifications for slurm-drmaa.

    ## Why is this bad
    slurm-drmaa drops the second `=` and everything after it.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --ntasks=1 --comment=tool=bwa
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
          native_specification: --ntasks=1 --comment=tool:bwa
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c, slurmdrmaa_parse_additional_attr
    """

    code = "GJ610"
    name = "truncated-native-value"
    effect = "silent"
    kinds = frozenset({"truncated-value"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"{system} truncates the value of '{problem.option}' at its '=': it becomes "
            f"'{problem.value}'."
        )
