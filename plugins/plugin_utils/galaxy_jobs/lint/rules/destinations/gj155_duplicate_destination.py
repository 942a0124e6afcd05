# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ155: Destination defined twice."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations


class DuplicateDestination(JobConfRule):
    """Destination defined twice.

    ## What it does
    Finds ids of destinations that occur more than once.

    ## Why is this bad
    The last definition wins. The others get jobs only by their tags.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations default="main">
        <destination id="main" runner="local"/>
        <destination id="main" runner="local"/>
      </destinations>
    </job_conf>
    ```

    ## Use instead
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
      </destinations>
    </job_conf>
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ155"
    name = "duplicate-destination"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations that are overridden by a later one."""
        last = {destination.id.data: destination for destination in enabled_destinations(conf)}
        for destination in enabled_destinations(conf):
            later = last[destination.id.data]
            if later is not destination:
                line = later.place.position.line
                message = (
                    f"Duplicate destination '{destination.id.data}': line {line} overrides it. "
                    "Remove one of them."
                )
                yield self.finding(destination.id.place, message)
