# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ153: Dynamic destination that chooses an unknown one."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of, reachable_destinations, targets


class UnknownDynamicTarget(JobConfRule):
    """Dynamic destination that chooses an unknown one.

    ## What it does
    Checks the destinations named by dynamic destinations of the types `choose_one`, `burst` and
    `docker_dispatch`.

    ## Why is this bad
    Jobs fail if the unknown destination is chosen.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: dynamic, type: choose_one, destination_ids: "a,c"}
        a: {runner: local}
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
    - galaxy/jobs/stock_rules.py
    """

    code = "GJ153"
    name = "unknown-dynamic-target"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the targets that are neither an id nor a tag."""
        known = destinations_by_name(conf)
        for destination in reachable_destinations(conf):
            for target in targets(destination) if destination.is_dynamic else ():
                name = target.plain()
                if not is_one_of(target, known) and "://" not in str(name):
                    message = f"Unknown destination '{name}'.{did_you_mean(name, known)}"
                    yield self.finding(target.place, message, did_you_mean_fix(target, known))
