# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ218: A rule between whose bounds there is nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class RuleMatchesNothing(Rule):
    """A rule between whose bounds there is nothing.

    ## What it does
    Finds rules whose `upper_bound` is not above the `lower_bound`, or not above 0. For
    `num_input_datasets` -1 is no infinity.

    ## Why is this bad
    The lower bound is included and the upper one is not: no job ever matches.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: num_input_datasets, lower_bound: 5, upper_bound: 5, destination: small}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: num_input_datasets, lower_bound: 5, upper_bound: 6, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ218"
    name = "rule-matches-nothing"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rules that match nothing."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            for rule in tool.rules:
                found = rule.span
                if found is not None and found.empty:
                    message = "No job matches: expected an upper_bound above the lower_bound and 0."
                    yield self.finding(rule.place, message)
