# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ614: Memory for Grid Engine that Galaxy reads as another amount."""

from __future__ import annotations

from ....batch.amounts import mebibytes
from ....batch.request import Flaw
from .base import NativeRule


class MemoryMisreadByGalaxy(NativeRule):
    """Memory for Grid Engine that Galaxy reads as another amount.

    ## What it does
    Looks for `h_vmem` that is no number with a G.

    ## Why is this bad
    Galaxy works out GALAXY_MEMORY_MB from it and knows no other unit: of 512M it makes 5129 MB,
    which tools then take.

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
    name = "memory-misread-by-galaxy"
    effect = "silent"
    kinds = frozenset({"misread-memory"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return (
            f"'{flaw.value}' is right for {system}, but GALAXY_MEMORY_MB becomes another amount: "
            "Galaxy knows G alone."
        )

    def instead(self, flaw: Flaw, system: str) -> str | None:
        """Return the same in GiB."""
        return f"{flaw.what}={mebibytes(flaw.value, 1) / 1024:g}G"
