# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ220: Rule shadowed by another rule."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import MOST_RULES, ToolDestinationsRule, covers


class ShadowedRule(ToolDestinationsRule):
    """Rule shadowed by another rule.

    ## What it does
    Finds rules whose jobs all match a preferred rule: one with a lower `nice_value`, or one with
    the same `nice_value` that comes first.

    ## Why is this bad
    The rule is never used.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: Infinity, destination: small}
          - {rule_type: file_size, lower_bound: 10 GB, upper_bound: Infinity, destination: big}
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

    code = "GJ220"
    name = "shadowed-rule"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the rules that are never used."""
        for tool in conf.tools:
            rules = sorted(tool.rules[:MOST_RULES], key=lambda rule: rule.nice)
            for number, rule in enumerate(rules):
                if rule.bounds is not None and rule.bounds.is_empty:
                    continue
                preferred = next((other for other in rules[:number] if covers(other, rule)), None)
                if preferred is not None:
                    message = (
                        f"This rule is never used: the rule in line {preferred.place.position.line}"
                        " matches all of its jobs. Lower the nice_value of this rule, or remove it."
                    )
                    yield self.finding(rule.place, message)
