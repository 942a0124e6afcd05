# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ158: Burst that counts jobs of a tag."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import (
    dynamic_type,
    enabled_destinations,
    is_one_of,
    reachable_destinations,
    split_list,
)


class BurstByTag(JobConfRule):
    """Burst that counts jobs of a tag.

    ## What it does
    Finds tags and ids of dynamic destinations in `from_destination_ids` of dynamic destinations
    of the type `burst`.

    ## Why is this bad
    `burst` counts jobs by the id of the destination that they run at. For a tag it counts none
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
    name = "burst-by-tag"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the names that are not the id of a destination where jobs run."""
        counted = {
            destination.id.data
            for destination in enabled_destinations(conf)
            if not destination.is_dynamic
        }
        known = destinations_by_name(conf)
        for destination in reachable_destinations(conf):
            param = destination.params.get("from_destination_ids")
            if not destination.is_dynamic or dynamic_type(destination) != "burst":
                continue
            for value in split_list(param.value) if param is not None and param.fixed else ():
                if is_one_of(value, known) and not is_one_of(value, counted):
                    is_tag = value.data not in {item.id.data for item in enabled_destinations(conf)}
                    noun = "a tag" if is_tag else "a dynamic destination"
                    message = (
                        f"'{value.data}' is {noun}; burst counts jobs by the id of the destination "
                        "where they run. Use these ids."
                    )
                    yield self.finding(value.place, message)
