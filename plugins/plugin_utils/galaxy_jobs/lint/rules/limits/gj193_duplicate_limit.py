# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ193: Duplicate limit."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf, Limit
from ....job_conf.start import COUNTED_BY_DESTINATION
from ...finding import Finding
from ...rule import JobConfRule


class DuplicateLimit(JobConfRule):
    """Duplicate limit.

    ## What it does
    Finds limits with the same type and the same id or tag.

    ## Why is this bad
    The last limit overrides the others.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    limits:
      - {type: walltime, value: "24:00:00"}
      - {type: walltime, value: "48:00:00"}
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
      - {type: walltime, value: "48:00:00"}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ193"
    name = "duplicate-limit"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the limits that a later one overrides."""
        last: dict[str, Limit] = {}
        for limit in reversed(conf.limits):
            if limit.value is None or not limit.value.data:
                continue
            later = last.setdefault(_key(limit), limit)
            if later is not limit:
                line = later.place.position.line
                message = (
                    f"'{limit.type.plain()}' is overridden by the same limit in line {line}."
                    " Remove one of them."
                )
                yield self.finding(limit.type.place, message)


def _key(limit: Limit) -> str:
    """Return the key under which Galaxy stores a limit."""
    if limit.name not in COUNTED_BY_DESTINATION:
        return limit.name
    name = limit.name.replace("destination_user_", "")
    return f"{name} {limit.target.plain() if limit.target else None}"
