# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ192: Unknown limit target."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ....job_conf.start import COUNTED_BY_DESTINATION
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of, is_open_ended


class UnknownLimitTarget(JobConfRule):
    """Unknown limit target.

    ## What it does
    Checks the ids and tags of limits against the ids and tags of the destinations. A job_conf
    with dynamic rules is skipped: rules may create destinations with any id.

    ## Why is this bad
    Galaxy does not check the name: nothing is limited.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: environment_total_concurrent_jobs, id: mian, value: 8}
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
      - {type: environment_total_concurrent_jobs, id: main, value: 8}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ192"
    name = "unknown-limit-target"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the targets that match no destination id or tag."""
        known = destinations_by_name(conf)
        for limit in () if is_open_ended(conf) else conf.limits:
            target = limit.target
            if limit.name not in COUNTED_BY_DESTINATION or target is None or not target.data:
                continue
            if not is_one_of(target, known):
                hint = did_you_mean(target.plain(), known)
                message = (
                    f"Unknown destination id or tag '{target.plain()}': nothing is limited.{hint}"
                )
                yield self.finding(target.place, message, did_you_mean_fix(target, known))
