# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ133: Misspelled parameter of a destination."""

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


class MisspelledDestinationParameter(JobConfRule):
    """Misspelled parameter of a destination.

    ## What it does
    Compares the parameters of destinations with those that their runner reads, and reports
    similar names. Runners that pass all parameters on, such as HTCondor's, are skipped.

    ## Why is this bad
    Galaxy ignores the parameter silently: jobs run without their memory limit, native
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
    name = "misspelled-destination-parameter"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters whose name is similar to one that is read."""
        for destination, param, meant, known in ignored_params(conf):
            if meant is None:
                continue
            name = param.name.data
            message = (
                f"The runner of '{destination.id.data}' ignores '{name}'. Did you mean '{meant}'?"
            )
            # Galaxy refuses to start if one of these is not a boolean.
            fits = meant not in CONTAINERS or is_bool(param.value.plain())
            is_typo = typo_of(str(name), known, one_letter=True) == meant
            safe = is_typo and fits and meant not in destination.params
            fix = Fix(f"Write '{meant}'.", replacement(param.name, meant), safe)
            yield self.finding(param.name.place, message, fix)
