# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ190: A limit of a type that Galaxy does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....job_conf.model import JobConf, Limit
from ....job_conf.start import COUNTED, COUNTED_BY_DESTINATION, limit_problems
from ....words import did_you_mean, slip_of
from ...edits import instead, respelt
from ...finding import Finding, Fix
from ...rule import JobConfRule


class DeadLimit(JobConfRule):
    """A limit of a type that Galaxy does not have.

    ## What it does
    Checks the types of limits.

    ## Why is this bad
    Galaxy keeps the number and never looks at it. Common ones are
    `unregistered_user_concurrent_jobs` and `job_walltime`.

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
    name = "dead-limit"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the limits that limit nothing."""
        for limit in conf.limits:
            if limit.name in _TYPES:
                continue
            meant = _MEANT.get(limit.name)
            hint = f" Did you mean '{meant}'?" if meant else did_you_mean(limit.name, _TYPES)
            message = f"Galaxy has no limit '{limit.type.plain()}': nothing is limited.{hint}"
            yield self.finding(limit.type.place, message, _fix(limit))


def _fix(limit: Limit) -> Fix | None:
    """Return the type that is meant: safe when Galaxy can read this limit's value for it."""
    fix = respelt(limit.type, _TYPES, one_letter=True)
    meant = _MEANT.get(limit.name) or slip_of(limit.name, _TYPES, one_letter=True)
    if meant is None:
        return fix
    safe = not list(limit_problems((replace(limit, name=meant),)))
    return Fix(f"Write '{meant}'.", instead(limit.type, meant), safe)


_TYPES = (*COUNTED, *COUNTED_BY_DESTINATION, "walltime", "total_walltime", "output_size")
_MEANT = {
    "unregistered_user_concurrent_jobs": "anonymous_user_concurrent_jobs",
    "job_walltime": "walltime",
}
