# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ223: Nice value outside -20 to 20."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule


class InvalidNiceValue(ToolDestinationsRule):
    """Nice value outside -20 to 20.

    ## What it does
    Checks the `nice_value` of each rule.

    ## Why is this bad
    Galaxy uses 0 instead, so the order of preference differs from what the file says.

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
    name = "invalid-nice-value"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the nice values that Galaxy replaces."""
        for rule in conf.rules():
            number = rule.nice_value.data if rule.nice_value else 0
            if rule.nice_value and isinstance(number, (int, float)) and not -20 <= number <= 20:
                message = f"Invalid nice_value '{number}': Galaxy uses 0. Expected -20 to 20."
                yield self.finding(rule.nice_value.place, message)
