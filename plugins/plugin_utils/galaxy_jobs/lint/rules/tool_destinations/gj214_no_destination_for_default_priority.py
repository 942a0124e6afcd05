# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ214: Priorities that lack the default one."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import default_priority, maps


class NoDestinationForDefaultPriority(Rule):
    """Priorities that lack the default one.

    ## What it does
    Finds rules and tools that name destinations for some priorities, but none for the default
    one.

    ## Why is this bad
    The jobs of users without a priority go to the default destination of all tools, as if the
    rule were not there.

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
    name = "no-destination-for-default-priority"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the maps without the default priority."""
        conf = context.tool_destinations
        default = default_priority(conf) if conf else None
        for target in maps(conf) if conf and default is not None else ():
            if default not in target.priorities:
                message = (
                    f"Nothing is named for the default priority '{default}': its jobs go elsewhere."
                    " Name a destination for it."
                )
                yield self.finding(target.place, message)
