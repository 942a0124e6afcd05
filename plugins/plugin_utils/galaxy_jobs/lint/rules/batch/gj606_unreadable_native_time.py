# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ606: A time limit that the batch system does not take."""

from __future__ import annotations

from .....slurm.times import clock
from ....batch import slurm_drmaa
from ....batch.amounts import sbatch_time
from ....batch.request import Flaw
from .base import NativeRule


class UnreadableNativeTime(NativeRule):
    """A time limit that the batch system does not take.

    ## What it does
    Checks the time that jobs ask for. slurm-drmaa takes hours:minutes:seconds alone, where
    sbatch takes days and plain minutes as well.

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
          native_specification: --ntasks=1 --time=1-00:00:00
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
          native_specification: --ntasks=1 --time=24:00:00
    ```

    ## References
    - drmaa-utils, drmaa_utils/datetime_tab.y
    - qsub(1), bsub(1), sbatch(1)
    """

    code = "GJ606"
    name = "unreadable-native-time"
    effect = "job"
    kinds = frozenset({"unreadable-time"})
    systems = frozenset({"slurm-drmaa", "sbatch", "Grid Engine", "PBS", "LSF"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        expected = _FORMS.get(system, "hours:minutes:seconds")
        return f"{system} does not take '{flaw.value}' for '{flaw.what}': expected {expected}."

    def instead(self, flaw: Flaw, system: str) -> str | None:
        """Return the option with the time that sbatch would understand."""
        if system != slurm_drmaa.SYSTEM:
            return None
        try:
            limit = sbatch_time(flaw.value)
        except ValueError:
            return None
        separator = "=" if flaw.what.startswith("--") else " "
        return f"{flaw.what}{separator}{clock(limit)}" if limit is not None else None


_FORMS = {
    "sbatch": "minutes, hours:minutes:seconds or days-hours:minutes:seconds",
    "LSF": "minutes, or hours:minutes",
}
