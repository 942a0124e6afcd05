# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ171: Invalid `condition` or `delay` of a resubmission."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ....text import Value
from ....words import shape_of
from ...edits import did_you_mean_fix, replacement
from ...expressions import NAMES, refusal
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import reachable_destinations


class InvalidResubmitExpression(JobConfRule):
    """Invalid `condition` or `delay` of a resubmission.

    ## What it does
    Checks `condition` and `delay` against the names and the subset of Python that Galaxy
    allows: no negative numbers, no tuples, no `//`, no leading whitespace. Nothing is executed.
    If the job_conf is part of galaxy.yml, `default_job_resubmission_condition` is checked as
    well.

    ## Why is this bad
    The job is not resubmitted, it fails, and the handler logs an exception. Galaxy's own
    documentation uses the names `time_running` and `time_since_queued`, which do not exist.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: local
          resubmit: [{condition: time_running > 60}]
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: local
          resubmit: [{condition: seconds_running > 60}]
    ```

    ## References
    - galaxy/jobs/runners/state_handlers/_safe_eval.py
    """

    code = "GJ171"
    name = "invalid-resubmit-expression"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the invalid expressions."""
        default = conf.settings.get("default_job_resubmission_condition")
        if default is not None and default.value.data:
            yield from self._check(default.value, "condition")
        for destination in reachable_destinations(conf):
            for resubmit in destination.resubmit:
                if resubmit.condition is not None and resubmit.condition.data:
                    yield from self._check(resubmit.condition, "condition")
                if resubmit.delay is not None and isinstance(resubmit.delay.data, str):
                    yield from self._check(resubmit.delay, "delay")

    def _check(self, value: Value, name: str) -> Iterator[Finding]:
        if not isinstance(value.data, str):
            message = f"'{name}' is {shape_of(value)}; expected a string. Put it in quotes."
            yield self.finding(value.place, message)
            return
        reason = refusal(value.data) if value.data else None
        if reason:
            hint = did_you_mean(value.data, NAMES)
            fix = did_you_mean_fix(value, NAMES, one_letter=True)
            if refusal(value.data.strip()) is None:
                text = value.data.strip()
                fix = Fix(f"Write '{text}'.", replacement(value, text), safe=True)
            yield self.finding(value.place, f"Invalid '{name}': {reason}.{hint}", fix)
