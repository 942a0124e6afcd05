# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ190: Unknown limit type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .....spelling import did_you_mean
from ....job_conf.model import JobConf, Limit
from ....job_conf.start import COUNTED, COUNTED_BY_DESTINATION, limit_problems
from ....words import typo_of
from ...edits import did_you_mean_fix, replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule


class UnknownLimitType(JobConfRule):
    """Unknown limit type.

    ## What it does
    Checks the `type` of each limit against the types that Galaxy 26.1 reads.

    ## Why is this bad
    Galaxy stores the value but never uses it: nothing is limited. Common mistakes are
    `unregistered_user_concurrent_jobs` (use `anonymous_user_concurrent_jobs`) and
    `job_walltime` (use `walltime`).

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: unregistered_user_concurrent_jobs, value: 1}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: anonymous_user_concurrent_jobs, value: 1}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ190"
    name = "unknown-limit-type"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the limits of unknown types."""
        for limit in conf.limits:
            if limit.name in _TYPES:
                continue
            meant = _COMMON_MISTAKES.get(limit.name)
            hint = f" Did you mean '{meant}'?" if meant else did_you_mean(limit.name, _TYPES)
            message = f"Unknown limit type '{limit.type.plain()}': nothing is limited.{hint}"
            yield self.finding(limit.type.place, message, _fix(limit))


def _fix(limit: Limit) -> Fix | None:
    """Return a fix to the likely type. It is safe if the limit's value is valid for that type."""
    meant = _COMMON_MISTAKES.get(limit.name) or typo_of(limit.name, _TYPES, one_letter=True)
    if meant is None:
        return did_you_mean_fix(limit.type, _TYPES, one_letter=True)
    safe = not list(limit_problems((replace(limit, name=meant),)))
    return Fix(f"Write '{meant}'.", replacement(limit.type, meant), safe)


_TYPES = (*COUNTED, *COUNTED_BY_DESTINATION, "walltime", "total_walltime", "output_size")
_COMMON_MISTAKES = {
    "unregistered_user_concurrent_jobs": "anonymous_user_concurrent_jobs",
    "job_walltime": "walltime",
}
