# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ605: An amount of memory that the batch system does not take."""

from __future__ import annotations

from ....batch import slurm_drmaa
from ....batch.amounts import mebibytes
from ....batch.request import Flaw
from .base import NativeRule


class UnreadableNativeMemory(NativeRule):
    """An amount of memory that the batch system does not take.

    ## What it does
    Checks the memory that jobs ask for. slurm-drmaa takes a plain number of MB, where sbatch
    takes units; Grid Engine takes one letter, PBS kb, mb and gb.

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
    name = "unreadable-native-memory"
    effect = "job"
    kinds = frozenset({"unreadable-memory"})
    systems = frozenset({"slurm-drmaa", "sbatch", "Grid Engine", "PBS", "Kubernetes"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return (
            f"{system} does not take '{flaw.value}' for '{flaw.what}': expected {_FORMS[system]}."
        )

    def instead(self, flaw: Flaw, system: str) -> str | None:
        """Return the option with the number of MB."""
        if system != slurm_drmaa.SYSTEM:
            return None
        try:
            return f"{flaw.what}={mebibytes(flaw.value, 1024**2, 'i?b?')}"
        except ValueError:
            return None


_FORMS = {
    slurm_drmaa.SYSTEM: "a number of MB, without a unit",
    "sbatch": "a number of MB, or one with K, M, G or T",
    "Grid Engine": "a number with K, M or G",
    "PBS": "a number with kb, mb or gb",
    "Kubernetes": "an amount such as 4Gi",
}
