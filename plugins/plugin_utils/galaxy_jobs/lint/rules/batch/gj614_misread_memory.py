# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ614: Grid Engine memory that Galaxy misreads."""

from __future__ import annotations

from ....batch.amounts import parse_mebibytes
from ....batch.request import OptionProblem
from .base import OptionRule


class MisreadMemory(OptionRule):
    """Grid Engine memory that Galaxy misreads.

    ## What it does
    Finds `h_vmem` values that are not a number with the unit `G`.

    ## Why is this bad
    Galaxy computes GALAXY_MEMORY_MB from `h_vmem` and supports no other unit: 512M becomes 5129
    MB, and tools use that much.

    ## Example
    ```yaml job_conf.yml
    runners:
      drmaa: {load: galaxy.jobs.runners.drmaa:DRMAAJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: drmaa
          native_specification: -pe smp 2 -l h_vmem=512M
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      drmaa: {load: galaxy.jobs.runners.drmaa:DRMAAJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: drmaa
          native_specification: -pe smp 2 -l h_vmem=0.5G
    ```

    ## References
    - galaxy/jobs/runners/util/job_script/MEMORY_STATEMENT_TEMPLATE.sh
    """

    code = "GJ614"
    name = "misread-memory"
    effect = "silent"
    kinds = frozenset({"misread-memory"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"'{problem.value}' is valid for {system}, but Galaxy computes a wrong "
            "GALAXY_MEMORY_MB: it supports only the unit G."
        )

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        """Return the same size in GiB."""
        return f"{problem.option}={parse_mebibytes(problem.value, 1) / 1024:g}G"
