# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ133: A parameter of a destination that looks misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.start import CONTAINERS
from ....job_conf.values import is_bool
from ....words import typo_of
from ...edits import replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import ignored_params


class MisspeltDestinationParameter(JobConfRule):
    """A parameter of a destination that looks misspelt.

    ## What it does
    Compares the parameters of destinations with those their runner reads, and reports what is
    nearly called as one of them. Runners that pass everything on, such as HTCondor's, are left
    alone.

    ## Why is this bad
    Galaxy passes over the parameter without a word: jobs run without memory limit, native
    specification or container.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main: {runner: slurm, nativespecification: "--mem=4000"}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
    execution:
      default: main
      environments:
        main: {runner: slurm, nativeSpecification: "--mem=4000"}
    ```

    ## References
    - galaxy/jobs/runners/
    """

    code = "GJ133"
    name = "misspelt-destination-parameter"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters with a name near to one that is read."""
        for destination, param, meant, known in ignored_params(conf):
            if meant is None:
                continue
            message = (
                f"The runner of '{destination.id.data}' does not read '{param.name.data}'."
                f" Did you mean '{meant}'?"
            )
            # Galaxy refuses to start when it cannot read one of these.
            fits = meant not in CONTAINERS or is_bool(param.value.plain())
            is_slip = typo_of(str(param.name.data), known, one_letter=True) == meant
            safe = is_slip and fits and meant not in destination.params
            fix = Fix(f"Write '{meant}'.", replacement(param.name, meant), safe)
            yield self.finding(param.name.place, message, fix)
