# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ621: Univa limits that Galaxy ignores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....batch.read import NATIVE
from ....job_conf.model import JobConf
from ...finding import Edit, Finding, Fix
from ...rule import JobConfRule
from ...usage import destinations_with_class, text_of


class IgnoredUnivaLimits(JobConfRule):
    """Univa limits that Galaxy ignores.

    ## What it does
    Finds limits of time or memory in `native_specification` of the Univa runner.

    ## Why is this bad
    After a job failed, the runner looks for its limits only in `nativeSpecification`. Without
    limits it never reports that a job exceeded one, so `resubmit` on walltime or memory never
    happens.

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
    name = "ignored-univa-limits"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the specifications with limits under the ignored name."""
        read_name, other = NATIVE
        for destination, runner_class in destinations_with_class(conf):
            if runner_class.load != _UNIVA or read_name in destination.params:
                continue
            param = destination.params.get(other)
            if _LIMIT.search(text_of(param) or "") and param is not None:
                message = (
                    f"Limits in '{other}' are ignored: the Univa runner reads them only from "
                    f"'{read_name}'."
                )
                edits = (Edit(param.name.place, read_name),) if param.name.verbatim else ()
                fix = Fix(f"Rename it to '{read_name}'.", edits, True)
                yield self.finding(param.name.place, message, fix)


_UNIVA = "galaxy.jobs.runners.univa:UnivaJobRunner"
_LIMIT = re.compile(r"rt=[0-9:]|mem=[\d.]")
