# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ502: Tool destinations that send jobs back to themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import destinations_by_name
from ....job_conf.model import JobConf
from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from ...usage import enabled_destinations
from ..tool_destinations.base import is_dtd, required_destinations
from .base import JobConfAndToolDestinationsRule


class DtdLoop(JobConfAndToolDestinationsRule):
    """Tool destinations that send jobs back to themselves.

    ## What it does
    Finds destinations of type `dtd` in tool_destinations.yml.

    ## Why is this bad
    Galaxy evaluates the same rules again and again until the job fails with a RecursionError.

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
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: by_size}
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
    - galaxy/jobs/mapper.py
    """

    code = "GJ502"
    name = "dtd-loop"
    effect = "job"

    def check_both(self, conf: JobConf, tool_destinations: ToolDestinations) -> Iterator[Finding]:
        """Yield the destinations that lead back to the tool destinations."""
        by_name = destinations_by_name(conf)
        # A destination with its own path may use another file.
        if any(
            is_dtd(destination) and "path" in destination.params
            for destination in enabled_destinations(conf)
        ):
            return
        for value in required_destinations(tool_destinations):
            destinations = by_name.get(value.data)
            if destinations and all(map(is_dtd, destinations)):
                message = (
                    f"'{value.data}' leads back to the tool destinations."
                    " Use a destination with a runner."
                )
                yield self.finding(value.place, message)
