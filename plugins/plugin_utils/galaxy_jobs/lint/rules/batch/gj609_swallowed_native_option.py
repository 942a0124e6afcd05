# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ609: An option that another one swallows."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class SwallowedNativeOption(NativeRule):
    """An option that another one swallows.

    ## What it does
    Looks for what stands behind the options -s and -k of a native specification for Slurm.

    ## Why is this bad
    They have no value, but slurm-drmaa takes the next word for theirs and forgets it.

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
    name = "swallowed-native-option"
    effect = "silent"
    kinds = frozenset({"lost-option"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return (
            f"{system} takes this for the value of '{flaw.what}' and forgets it. Write "
            f"'{_LONG[flaw.what]}' for '{flaw.what}'."
        )


_LONG = {"-s": "--share", "-k": "--no-kill"}
