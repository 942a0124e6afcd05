# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ155: Two destinations with one id."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations


class DestinationDefinedTwice(JobConfRule):
    """Two destinations with one id.

    ## What it does
    Finds ids of destinations that occur twice.

    ## Why is this bad
    The later one holds, the other gets jobs by its tags at most.

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
    name = "destination-defined-twice"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations whose id is taken by a later one."""
        last = {destination.id.data: destination for destination in enabled_destinations(conf)}
        for destination in enabled_destinations(conf):
            later = last[destination.id.data]
            if later is not destination:
                line = later.place.position.line
                message = (
                    f"'{destination.id.data}' is defined again in line {line}, which holds."
                    " Remove one."
                )
                yield self.finding(destination.id.place, message)
