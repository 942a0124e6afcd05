# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ222: Gap between the bounds of rules."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations, ToolRule, ToolRules
from ...finding import Finding
from .base import ToolDestinationsRule


def _is_uniform(tool: ToolRules) -> bool:
    """Return whether the rules of a tool are of one type and for all users."""
    types = {rule.type.data for rule in tool.rules}
    return len(types) == 1 and all(rule.users is None for rule in tool.rules)


class GapBetweenRules(ToolDestinationsRule):
    """Gap between the bounds of rules.

    ## What it does
    Finds gaps between the bounds of rules for tools whose rules all have the same type and that
    have no `default_destination`.

    ## Why is this bad
    Jobs in the gap go to the global default destination. The upper bound is not included: the next
    rule must start with the same number.

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

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the rules that follow a gap."""
        for tool in conf.tools:
            if tool.default_destination is None and _is_uniform(tool):
                for rule in _rules_after_gap(tool):
                    message = (
                        "Gap between the bounds of the rules before this one."
                        " Its jobs go to the global default_destination."
                    )
                    yield self.finding(rule.place, message)


def _rules_after_gap(tool: ToolRules) -> Iterator[ToolRule]:
    bounded = [
        (rule.bounds, rule) for rule in tool.rules if rule.bounds and not rule.bounds.is_empty
    ]
    end = None
    for bounds, rule in sorted(bounded, key=lambda pair: pair[0].low):
        if end is not None and bounds.low > end:
            yield rule
        end = max(bounds.high, end or 0)
