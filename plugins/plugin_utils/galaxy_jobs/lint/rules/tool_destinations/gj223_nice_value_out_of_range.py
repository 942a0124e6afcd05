# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ223: A nice value that is not between -20 and 20."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class NiceValueOutOfRange(Rule):
    """A nice value that is not between -20 and 20.

    ## What it does
    Checks the `nice_value` of rules.

    ## Why is this bad
    Galaxy takes 0 instead: another rule is preferred than the one that is meant.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB,
             nice_value: -50, destination: small}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB,
             nice_value: -20, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, RuleValidator
    """

    code = "GJ223"
    name = "nice-value-out-of-range"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the nice values that are replaced."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            for rule in tool.rules:
                given = rule.nice_value.data if rule.nice_value else 0
                if rule.nice_value and isinstance(given, (int, float)) and not -20 <= given <= 20:
                    message = f"nice_value is {given}: expected -20 to 20. Galaxy takes 0."
                    yield self.finding(rule.nice_value.place, message)
