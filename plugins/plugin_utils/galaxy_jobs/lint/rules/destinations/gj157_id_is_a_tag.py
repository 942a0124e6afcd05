# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ157: A destination whose id is a tag of another one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ....job_conf.model import Destination, JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations


class IdIsATag(JobConfRule):
    """A destination whose id is a tag of another one.

    ## What it does
    Finds ids of destinations that others have as a tag.

    ## Why is this bad
    Galaxy keeps ids and tags in one table. Where the id comes first its jobs go to any destination
    of the tag as well; where the tag comes first those that had it are lost from it.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        other: {runner: local, tags: [main]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, tags: [large]}
        other: {runner: local, tags: [large]}
    tools:
      - {id: bwa, environment: large}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ157"
    name = "id-is-a-tag"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the ids that are tags."""
        destinations = enabled_destinations(conf)
        tagged: dict[Hashable, dict[int, Destination]] = {}
        for place, destination in enumerate(destinations):
            for tag in destination.tags:
                tagged.setdefault(tag.data, {})[place] = destination
        for number, destination in enumerate(destinations):
            for place, other in tagged.get(destination.id.data, {}).items():
                if place != number:
                    comes = (
                        "its jobs go there as well"
                        if number < place
                        else "that one is lost from the tag"
                    )
                    message = f"'{destination.id.data}' is a tag of '{other.id.data}': {comes}."
                    yield self.finding(destination.id.place, message)
