# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ601: Unknown option of the batch system."""

from __future__ import annotations

from .....spelling import did_you_mean
from ....batch import slurm_drmaa
from ....batch.request import OptionProblem
from ....batch.slurm_options import DRMAA_OPTIONS, SBATCH_OPTIONS
from .base import OptionRule


class UnknownNativeOption(OptionRule):
    """Unknown option of the batch system.

    ## What it does
    Checks the options of native specifications for slurm-drmaa, and of the CLI runner's job
    plugin for Slurm.

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

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        known = DRMAA_OPTIONS if system == slurm_drmaa.SYSTEM else SBATCH_OPTIONS
        return f"Unknown {system} option '{problem.option}'.{did_you_mean(problem.option, known)}"
