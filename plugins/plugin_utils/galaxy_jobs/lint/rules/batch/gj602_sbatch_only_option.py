# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ602: Option of sbatch that slurm-drmaa does not support."""

from __future__ import annotations

from ....batch._slurm_data import DRMAA_EQUIVALENTS
from ....batch.request import OptionProblem
from ....batch.slurm_options import SBATCH_OPTIONS
from .base import OptionRule


class SbatchOnlyOption(OptionRule):
    """Option of sbatch that slurm-drmaa does not support.

    ## What it does
    Checks the options of native specifications for Slurm. slurm-drmaa supports fewer options
    than sbatch.

    ## Why is this bad
    slurm-drmaa rejects the whole native specification: every job of the destination fails at
    submission.

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
    name = "sbatch-only-option"
    effect = "job"
    kinds = frozenset({"sbatch-only-option"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        advice = "" if self.replacement(problem, system) else " Remove it."
        return f"{system} does not support the sbatch option '{problem.option}'.{advice}"

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        """Return the equivalent option of slurm-drmaa."""
        form = DRMAA_EQUIVALENTS.get(SBATCH_OPTIONS[problem.option].name)
        if form is None or ("{value}" in form and not problem.value):
            return None
        return form.format(value=problem.value)
