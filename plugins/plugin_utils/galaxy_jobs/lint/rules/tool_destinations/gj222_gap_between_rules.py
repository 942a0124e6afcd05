# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ222: Rules with a gap between their bounds."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolRules
from ...context import Context
from ...finding import Finding
from ...rule import Rule


def _of_one_type(tool: ToolRules) -> bool:
    types = {rule.type.data for rule in tool.rules}
    return len(types) == 1 and all(rule.users is None for rule in tool.rules)


class GapBetweenRules(Rule):
    """Rules with a gap between their bounds.

    ## What it does
    Finds rules of one type that leave something out between them, for tools with neither other
    rules nor a `default_destination` of their own.

    ## Why is this bad
    What is in the gap goes to the default destination of all tools. An upper bound is not
    included: the next rule begins with it.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: num_input_datasets, lower_bound: 0, upper_bound: 5, destination: small}
          - {rule_type: num_input_datasets, lower_bound: 6, upper_bound: Infinity, destination: big}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: num_input_datasets, lower_bound: 0, upper_bound: 5, destination: small}
          - {rule_type: num_input_datasets, lower_bound: 5, upper_bound: Infinity, destination: big}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ222"
    name = "gap-between-rules"
    effect = "style"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rules before which there is a gap."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            if tool.default_destination is not None or not _of_one_type(tool):
                continue
            spans = [
                (found, rule) for rule in tool.rules if (found := rule.span) and not found.empty
            ]
            end = None
            for found, rule in sorted(spans, key=lambda pair: pair[0].low):
                if end is not None and found.low > end:
                    message = (
                        "The bounds of the rules leave a gap before this one."
                        " Jobs in it go to the default."
                    )
                    yield self.finding(rule.place, message)
                end = max(found.high, end or 0)
