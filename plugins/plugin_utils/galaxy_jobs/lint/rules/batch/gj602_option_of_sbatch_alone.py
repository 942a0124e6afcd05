# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ602: An option of sbatch that slurm-drmaa does not take."""

from __future__ import annotations

from ....batch._slurm_data import INSTEAD
from ....batch.request import Flaw
from ....batch.slurm_options import SBATCH_OPTIONS
from .base import NativeRule


class OptionOfSbatchAlone(NativeRule):
    """An option of sbatch that slurm-drmaa does not take.

    ## What it does
    Checks the options of native specifications for Slurm: slurm-drmaa has a list of its own,
    which is shorter than that of sbatch.

    ## Why is this bad
    slurm-drmaa refuses the whole native specification: every job of the destination fails when
    it is submitted.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --ntasks=1 --gpus=2
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
          native_specification: --ntasks=1 --gres=gpu:2
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c
    - Slurm 25.11, src/common/slurm_opt.c
    """

    code = "GJ602"
    name = "option-of-sbatch-alone"
    effect = "job"
    kinds = frozenset({"foreign-option"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        advice = "" if self.instead(flaw, system) else " Leave it out."
        return f"sbatch takes '{flaw.what}', but {system} does not: the jobs fail.{advice}"

    def instead(self, flaw: Flaw, system: str) -> str | None:
        """Return what says the same."""
        form = INSTEAD.get(SBATCH_OPTIONS[flaw.what].name)
        if form is None or ("{value}" in form and not flaw.value):
            return None
        return form.format(value=flaw.value)
