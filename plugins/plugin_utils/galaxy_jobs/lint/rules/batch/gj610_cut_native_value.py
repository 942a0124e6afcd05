# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ610: A value that ends at its second =."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class CutNativeValue(NativeRule):
    """A value that ends at its second =.

    ## What it does
    Looks for values with a '=' in native specifications for Slurm.

    ## Why is this bad
    slurm-drmaa leaves out the second '=' and all that follows it.

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
    name = "cut-native-value"
    effect = "silent"
    kinds = frozenset({"cut-value"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return f"{system} ends the value of '{flaw.what}' at its '=': it is '{flaw.value}'."
