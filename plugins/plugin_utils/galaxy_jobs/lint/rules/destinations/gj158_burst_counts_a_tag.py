# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ158: A destination that is to burst by what no job is counted under."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import (
    dynamic_type,
    enabled_destinations,
    is_dynamic,
    is_one_of,
    reachable_destinations,
    split_list,
)


class BurstCountsATag(JobConfRule):
    """A destination that is to burst by what no job is counted under.

    ## What it does
    Finds tags, and ids of dynamic destinations, in the `from_destination_ids` of a dynamic
    destination of the type `burst`.

    ## Why is this bad
    Galaxy counts the jobs by the id of the destination that they run at. By a tag it counts none,
    and never bursts.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: dynamic
          type: burst
          from_destination_ids: here
          to_destination_id: away
          num_jobs: 50
        a: {runner: local, tags: [here]}
        away: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: dynamic
          type: burst
          from_destination_ids: a
          to_destination_id: away
          num_jobs: 50
        a: {runner: local}
        away: {runner: local}
    ```

    ## References
    - galaxy/jobs/rule_helper.py, RuleHelper.should_burst
    """

    code = "GJ158"
    name = "burst-counts-a-tag"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the names that stand for destinations, but that no job has for its destination."""
        counted = {each.id.data for each in enabled_destinations(conf) if not is_dynamic(each)}
        known = destinations_by_name(conf)
        for destination in reachable_destinations(conf):
            param = destination.params.get("from_destination_ids")
            if not is_dynamic(destination) or dynamic_type(destination) != "burst":
                continue
            for value in split_list(param.value) if param is not None and param.fixed else ():
                if is_one_of(value, known) and not is_one_of(value, counted):
                    message = (
                        f"'{value.data}' is no id that a job runs at: its jobs are not counted. "
                        "Name the ids."
                    )
                    yield self.finding(value.place, message)
