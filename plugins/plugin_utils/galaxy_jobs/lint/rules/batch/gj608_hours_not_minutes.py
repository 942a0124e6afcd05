# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ608: A time limit of two numbers, which sbatch reads otherwise."""

from __future__ import annotations

from ....batch.request import Flaw
from .base import NativeRule


class HoursNotMinutes(NativeRule):
    """A time limit of two numbers, which sbatch reads otherwise.

    ## What it does
    Looks for times with two numbers in native specifications for Slurm.

    ## Why is this bad
    To slurm-drmaa they are hours and minutes; to sbatch, which most people know, minutes and
    seconds. Three numbers mean the same to both.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: --ntasks=1 --time=30:00
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
          native_specification: --ntasks=1 --time=30:00:00
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c, slurmdrmaa_datetime_parse
    """

    code = "GJ608"
    name = "hours-not-minutes"
    effect = "style"
    kinds = frozenset({"hours-not-minutes"})

    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""
        return f"'{flaw.value}' is hours and minutes to {system}, minutes and seconds to sbatch."

    def instead(self, flaw: Flaw, system: str) -> str | None:
        """Return the option with three numbers."""
        separator = "=" if flaw.what.startswith("--") else " "
        return f"{flaw.what}{separator}{flaw.value}:00"
