# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ151: A tool with a destination that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ....words import did_you_mean
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of


class UnknownDestination(JobConfRule):
    """A tool with a destination that is not there.

    ## What it does
    Checks the destinations of tools against the ids and tags of destinations.

    ## Why is this bad
    Every job of the tool fails; the message speaks of an unhandled exception while caching the
    job destination.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {id: bwa, environment: mian}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {id: bwa, environment: main}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_destination
    """

    code = "GJ151"
    name = "unknown-destination"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations of tools that are no id and no tag."""
        known = destinations_by_name(conf)
        for tool in conf.tools:
            if tool.destination is None or is_one_of(tool.destination, known):
                continue
            name = tool.destination.plain()
            what = "environment" if conf.syntax == "yaml" else "destination"
            message = f"No {what} has the id or tag '{name}'.{did_you_mean(name, known)}"
            yield self.finding(
                tool.destination.place, message, did_you_mean_fix(tool.destination, known)
            )
