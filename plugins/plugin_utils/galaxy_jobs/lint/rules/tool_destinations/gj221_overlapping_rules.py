# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ221: Rules with overlapping bounds."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule, comparable_pairs


class OverlappingRules(ToolDestinationsRule):
    """Rules with overlapping bounds.

    ## What it does
    Finds rules of the same type and `nice_value` whose bounds overlap in part.

    ## Why is this bad
    Jobs in both ranges go to the rule that comes first, which is easy to overlook.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
          - {rule_type: file_size, lower_bound: 8 GB, upper_bound: Infinity, destination: big}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
          - {rule_type: file_size, lower_bound: 10 GB, upper_bound: Infinity, destination: big}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ221"
    name = "overlapping-rules"
    effect = "style"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the later rule of each pair that overlaps."""
        for tool in conf.tools:
            for first, wide, second, narrow in comparable_pairs(tool):
                (start, end), (begin, stop) = wide[:2], narrow[:2]
                if start < begin < end < stop or begin < start < stop < end:
                    line = first.place.position.line
                    message = (
                        f"The bounds overlap with those in line {line}, which take precedence."
                    )
                    yield self.finding(second.place, message)
