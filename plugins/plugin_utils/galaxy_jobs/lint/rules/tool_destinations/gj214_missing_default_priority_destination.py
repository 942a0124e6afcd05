# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ214: Missing destination for the default priority."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule, default_priority, priority_maps


class MissingDefaultPriorityDestination(ToolDestinationsRule):
    """Missing destination for the default priority.

    ## What it does
    Finds rules and tools that have destinations for some priorities, but none for the default
    priority.

    ## Why is this bad
    Jobs of users without a priority go to the global default destination, as if the rule did not
    exist.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination:
      priority: {low: small, med: main}
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB,
             destination: {priority: {low: tiny}}}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination:
      priority: {low: small, med: main}
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB,
             destination: {priority: {low: tiny, med: small}}}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ214"
    name = "missing-default-priority-destination"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the priority maps without the default priority."""
        default = default_priority(conf)
        for target in priority_maps(conf) if default is not None else ():
            if default not in target.priorities:
                message = (
                    f"No destination for the default priority '{default}': "
                    "its jobs go to the global default_destination. Add one."
                )
                yield self.finding(target.place, message)
