# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ605: Invalid memory size for the batch system."""

from __future__ import annotations

from ....batch import slurm_drmaa
from ....batch.amounts import parse_mebibytes
from ....batch.request import OptionProblem
from .base import OptionRule


class InvalidNativeMemory(OptionRule):
    """Invalid memory size for the batch system.

    ## What it does
    Checks the requested memory. slurm-drmaa takes a plain number of MB, sbatch also takes
    units; Grid Engine takes one letter, PBS takes kb, mb and gb.

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
          native_specification: --ntasks=1 --mem=4G
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
          native_specification: --ntasks=1 --mem=4096
    ```

    ## References
    - drmaa-utils, drmaa_utils/fsd_util.c, fsd_atoi
    - Slurm 25.11, src/common/proc_args.c, str_to_mbytes
    - galaxy/util/bytesize.py
    """

    code = "GJ605"
    name = "invalid-native-memory"
    effect = "job"
    kinds = frozenset({"invalid-memory"})
    systems = frozenset({"slurm-drmaa", "sbatch", "Grid Engine", "PBS", "Kubernetes"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        return (
            f"Invalid memory '{problem.value}' for '{problem.option}': {system} expects "
            f"{_FORMS[system]}."
        )

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        """Return the option with the number of MB."""
        if system != slurm_drmaa.SYSTEM:
            return None
        try:
            return f"{problem.option}={parse_mebibytes(problem.value, 1024**2, 'i?b?')}"
        except ValueError:
            return None


_FORMS = {
    slurm_drmaa.SYSTEM: "a number of MB, without a unit",
    "sbatch": "a number of MB, or one with K, M, G or T",
    "Grid Engine": "a number with K, M or G",
    "PBS": "a number with kb, mb or gb",
    "Kubernetes": "an amount such as 4Gi",
}
