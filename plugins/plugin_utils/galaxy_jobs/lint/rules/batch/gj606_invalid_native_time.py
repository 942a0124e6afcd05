# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ606: Invalid time limit for the batch system."""

from __future__ import annotations

from .....slurm.times import format_time
from ....batch import slurm_drmaa
from ....batch.amounts import parse_sbatch_time
from ....batch.request import OptionProblem
from .base import OptionRule


class InvalidNativeTime(OptionRule):
    """Invalid time limit for the batch system.

    ## What it does
    Checks the requested time. slurm-drmaa takes only hours:minutes:seconds, sbatch also takes
    days and plain minutes.

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
    name = "invalid-native-time"
    effect = "job"
    kinds = frozenset({"invalid-time"})
    systems = frozenset({"slurm-drmaa", "sbatch", "Grid Engine", "PBS", "LSF"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        expected = _FORMS.get(system, "hours:minutes:seconds")
        return (
            f"Invalid time '{problem.value}' for '{problem.option}': {system} expects {expected}."
        )

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        """Return the option with the time that sbatch would read."""
        if system != slurm_drmaa.SYSTEM:
            return None
        try:
            limit = parse_sbatch_time(problem.value)
        except ValueError:
            return None
        separator = "=" if problem.option.startswith("--") else " "
        return f"{problem.option}{separator}{format_time(limit)}" if limit is not None else None


_FORMS = {
    "sbatch": "minutes, hours:minutes:seconds or days-hours:minutes:seconds",
    "LSF": "minutes, or hours:minutes",
}
