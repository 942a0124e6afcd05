# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ221: Two rules that share a part of their bounds."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import same_bounds


class OverlappingRules(Rule):
    """Two rules that share a part of their bounds.

    ## What it does
    Finds rules of one type and one `nice_value` whose bounds cross.

    ## Why is this bad
    What is in both goes to the rule that comes first, which is easily overlooked.

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
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the second of rules that cross."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            for first, wide, second, narrow in same_bounds(tool):
                (start, end), (begin, stop) = wide[:2], narrow[:2]
                if start < begin < end < stop or begin < start < stop < end:
                    line = first.place.position.line
                    message = f"The bounds overlap with those in line {line}, which come first."
                    yield self.finding(second.place, message)
