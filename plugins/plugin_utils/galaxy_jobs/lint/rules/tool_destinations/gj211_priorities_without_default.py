# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ211: Priorities in a rule, and none in the default destination."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class PrioritiesWithoutDefault(Rule):
    """Priorities in a rule, and none in the default destination.

    ## What it does
    Finds rules with a destination for each priority where the `default_destination` of all tools
    is one name.

    ## Why is this bad
    The priorities there are come from that default. Without any Galaxy stops with an
    UnboundLocalError, and the job that matches the rule fails.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB,
             destination: {priority: {med: small}}}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: {priority: {med: main}}
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB,
             destination: {priority: {med: small}}}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ211"
    name = "priorities-without-default"
    effect = "job"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rules with priorities, when the default has none."""
        conf = context.tool_destinations
        default = conf.default_destination if conf else None
        if conf is None or default is None or default.priorities or default.name is None:
            return
        for tool in conf.tools:
            for rule in tool.rules:
                target = rule.destination
                if target is not None and target.priorities and rule.fail_message is None:
                    message = (
                        "A job that matches fails: the default_destination has no priorities."
                        " Name one destination here."
                    )
                    yield self.finding(target.place, message)
