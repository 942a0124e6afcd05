# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ621: Limits for Univa that Galaxy does not look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....batch.read import NATIVE
from ....job_conf.model import JobConf
from ...finding import Edit, Finding, Fix
from ...rule import JobConfRule
from ...usage import class_of, reached, runner_of, text_of


class UnivaLimitsNotRead(JobConfRule):
    """Limits for Univa that Galaxy does not look at.

    ## What it does
    Looks for `native_specification` of the Univa runner that has a limit of time or memory.

    ## Why is this bad
    When a job has failed, the runner looks for its limits in `nativeSpecification` alone.
    Without them it never tells that a job ran into a limit, and no resubmission on walltime or
    memory happens.

    ## Example
    ```yaml job_conf.yml
    runners:
      univa: {load: galaxy.jobs.runners.univa:UnivaJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: univa
          native_specification: -l rt=24:00:00,mem=4G
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      univa: {load: galaxy.jobs.runners.univa:UnivaJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: univa
          nativeSpecification: -l rt=24:00:00,mem=4G
    ```

    ## References
    - galaxy/jobs/runners/univa.py, _parse_native_specs
    """

    code = "GJ621"
    name = "univa-limits-not-read"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the specifications with limits under the other name."""
        meant, other = NATIVE
        for destination in reached(conf):
            of = class_of(runner_of(conf, destination))
            if of is None or of.load != _UNIVA or meant in destination.params:
                continue
            param = destination.params.get(other)
            if _LIMIT.search(text_of(param) or "") and param is not None:
                message = f"The Univa runner looks for limits in '{meant}', not in '{other}'."
                edits = (Edit(param.name.place, meant),) if param.name.verbatim else ()
                fix = Fix(f"Call it '{meant}'.", edits, True)
                yield self.finding(param.name.place, message, fix)


_UNIVA = "galaxy.jobs.runners.univa:UnivaJobRunner"
_LIMIT = re.compile(r"rt=[0-9:]|mem=[\d.]")
