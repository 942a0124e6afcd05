# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ151: Tool with an unknown destination."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of


class UnknownDestination(JobConfRule):
    """Tool with an unknown destination.

    ## What it does
    Checks the destinations of tools against the ids and tags of destinations.

    ## Why is this bad
    Every job of the tool fails with a message about an unhandled exception while caching the
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
        """Yield the destinations of tools that are neither an id nor a tag."""
        known = destinations_by_name(conf)
        for tool in conf.tools:
            if tool.destination is None or is_one_of(tool.destination, known):
                continue
            name = tool.destination.plain()
            noun = "environment" if conf.syntax == "yaml" else "destination"
            message = f"Unknown {noun} '{name}'.{did_you_mean(name, known)}"
            fix = did_you_mean_fix(tool.destination, known)
            yield self.finding(tool.destination.place, message, fix)
