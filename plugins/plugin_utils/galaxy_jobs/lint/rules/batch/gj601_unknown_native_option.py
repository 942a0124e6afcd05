# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ601: An option that the batch system does not have."""

from __future__ import annotations

from ....batch import slurm_drmaa
from ....batch.request import Flaw
from ....batch.slurm_options import DRMAA_OPTIONS, SBATCH_OPTIONS
from ....words import did_you_mean
from .base import NativeRule


class UnknownNativeOption(NativeRule):
    """An option that the batch system does not have.

    ## What it does
    Checks the options that jobs are submitted with to Slurm, through slurm-drmaa or by the CLI
    runner.

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
          native_specification: --ntask=1
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
          native_specification: --ntasks=1
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c
    - Slurm 25.11, src/common/slurm_opt.c
    """

    code = "GJ601"
    name = "unknown-native-option"
    effect = "job"
    kinds = frozenset({"unknown-option"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        known = DRMAA_OPTIONS if system == slurm_drmaa.SYSTEM else SBATCH_OPTIONS
        return f"{system} has no option '{flaw.what}'.{did_you_mean(flaw.what, known)}"
