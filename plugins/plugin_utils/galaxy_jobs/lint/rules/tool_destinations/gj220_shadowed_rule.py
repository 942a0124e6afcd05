# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ220: A rule that another one always comes before."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import MOST_RULES, takes_all_of


class ShadowedRule(Rule):
    """A rule that another one always comes before.

    ## What it does
    Finds rules all of whose jobs match another rule that is preferred: one with a lower
    `nice_value`, or with the same one and above it.

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
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rules that are never used."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            rules = sorted(tool.rules[:MOST_RULES], key=lambda rule: rule.nice)
            for number, rule in enumerate(rules):
                own = rule.span
                if own is not None and own.empty:
                    continue
                first = next((each for each in rules[:number] if takes_all_of(each, rule)), None)
                if first is not None:
                    line = first.place.position.line
                    message = (
                        f"This rule is never used: that in line {line} takes all of its jobs."
                        " Give this a lower nice_value, or remove it."
                    )
                    yield self.finding(rule.place, message)
