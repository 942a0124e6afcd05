# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ161: Unknown type of a dynamic destination."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ....runners import DYNAMIC
from ....words import quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import dynamic_type, reachable_destinations


class UnknownDynamicType(JobConfRule):
    """Unknown type of a dynamic destination.

    ## What it does
    Checks the `type` of dynamic destinations.

    ## Why is this bad
    Every job of the destination fails: `Unhandled dynamic job runner type specified`.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: dynamic, type: choose_any, destination_ids: "a,b"}
        a: {runner: local}
        b: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: dynamic, type: choose_one, destination_ids: "a,b"}
        a: {runner: local}
        b: {runner: local}
    ```

    ## References
    - galaxy/jobs/mapper.py
    """

    code = "GJ161"
    name = "unknown-dynamic-type"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the types that Galaxy does not know."""
        for destination in reachable_destinations(conf):
            kind = dynamic_type(destination) if destination.is_dynamic else None
            if kind is not None and kind not in list(DYNAMIC):
                hint = did_you_mean(kind, DYNAMIC) or f" Expected one of {quoted(DYNAMIC)}."
                value = destination.params["type"].value
                message = f"Unknown type '{kind}' of a dynamic destination.{hint}"
                fix = did_you_mean_fix(value, DYNAMIC, one_letter=True)
                yield self.finding(value.place, message, fix)
