# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ604: Word that is not an option."""

from __future__ import annotations

from ....batch.request import OptionProblem
from .base import OptionRule


class UnexpectedNativeWord(OptionRule):
    """Word that is not an option.

    ## What it does
    Finds words where slurm-drmaa or sbatch expects an option, and line breaks, which
    slurm-drmaa does not treat as spaces.

    ## Why is this bad
    The batch system rejects the submission, or looks for a partition whose name ends in a line
    break: every job of the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: slurm
          native_specification: -p main ntasks=1
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
          native_specification: -p main --ntasks=1
    ```

    ## References
    - slurm-drmaa 1.1.6, slurm_drmaa/util.c
    """

    code = "GJ604"
    name = "unexpected-native-word"
    effect = "job"
    kinds = frozenset({"not-an-option", "line-break"})
    systems = frozenset({"slurm-drmaa", "sbatch"})

    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""
        if problem.kind == "line-break":
            return f"The value of '{problem.option}' includes a line break, which {system} keeps."
        if problem.option != problem.option.strip():
            return f"{system} does not treat a line break as a space. Put all options on one line."
        return f"'{problem.option}' is not an option: {system} expects a word that begins with '-'."
