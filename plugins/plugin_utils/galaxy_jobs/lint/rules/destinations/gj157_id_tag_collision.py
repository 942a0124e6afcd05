# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ157: Destination id that is also a tag of another destination."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ....job_conf.model import Destination, JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations


class IdTagCollision(JobConfRule):
    """Destination id that is also a tag of another destination.

    ## What it does
    Finds ids of destinations that other destinations have as a tag.

    ## Why is this bad
    Galaxy keeps ids and tags in one table. If the id comes first, its jobs also go to the
    destinations with the tag. If the tag comes first, the destinations that had it lose it.

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
    name = "id-tag-collision"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the ids that are tags."""
        destinations = enabled_destinations(conf)
        tagged: dict[Hashable, dict[int, Destination]] = {}
        for number, destination in enumerate(destinations):
            for tag in destination.tags:
                tagged.setdefault(tag.data, {})[number] = destination
        for number, destination in enumerate(destinations):
            for other_number, other in tagged.get(destination.id.data, {}).items():
                if other_number != number:
                    effect = (
                        "its jobs also go there"
                        if number < other_number
                        else f"'{other.id.data}' loses the tag"
                    )
                    message = (
                        f"'{destination.id.data}' is also a tag of '{other.id.data}': {effect}. "
                        "Rename one of them."
                    )
                    yield self.finding(destination.id.place, message)
