# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ217: Destination overridden by `fail_message`."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule


class OverriddenRuleDestination(ToolDestinationsRule):
    """Destination overridden by `fail_message`.

    ## What it does
    Finds rules with a `fail_message` and a `destination` other than `fail`.

    ## Why is this bad
    A `fail_message` makes all matching jobs fail, so the destination is never used.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small,
             fail_message: Too large}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: fail,
             fail_message: Too large}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, RuleValidator
    """

    code = "GJ217"
    name = "overridden-rule-destination"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the destinations that a fail_message overrides."""
        for rule in conf.rules():
            target = rule.destination
            if rule.fail_message is None or target is None:
                continue
            if target.name is None or target.name.data != "fail":
                message = (
                    "Destination overridden by 'fail_message', which makes all matching jobs fail."
                    " Remove one of the two."
                )
                yield self.finding(target.place, message)
