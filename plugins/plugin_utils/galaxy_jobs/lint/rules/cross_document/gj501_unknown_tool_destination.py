# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ501: Unknown destination of a tool."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ....tool_destinations.model import ToolDestinations
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...usage import is_one_of, reachable_destinations
from ..tool_destinations.base import is_dtd, required_destinations
from .base import JobConfAndToolDestinationsRule


class UnknownToolDestination(JobConfAndToolDestinationsRule):
    """Unknown destination of a tool.

    ## What it does
    Checks the destinations in tool_destinations.yml against the ids and tags of the job_conf.

    ## Why is this bad
    Galaxy looks up all of them for every job, so one unknown name fails every job of a destination
    of type `dtd`, whatever its tool.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        small: {runner: local}
        by_size: {runner: dynamic, type: dtd}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: smal}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        small: {runner: local}
        by_size: {runner: dynamic, type: dtd}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, validate_destination
    """

    code = "GJ501"
    name = "unknown-tool-destination"
    effect = "job"

    def check_both(self, conf: JobConf, tool_destinations: ToolDestinations) -> Iterator[Finding]:
        """Yield the destinations that are neither an id nor a tag."""
        if not any(is_dtd(destination) for destination in reachable_destinations(conf)):
            return
        known = destinations_by_name(conf)
        for value in required_destinations(tool_destinations):
            # GJ215 reports 'fail' as a default destination.
            if not is_one_of(value, known) and value.data != "fail":
                hint = did_you_mean(value.data, known)
                message = (
                    f"Unknown destination '{value.data}': the job_conf has no such id or tag.{hint}"
                )
                yield self.finding(value.place, message, did_you_mean_fix(value, known))
