# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ219: Lower bound above the upper bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....tool_destinations.bounds import Bounds
from ....tool_destinations.model import ToolDestinations, ToolRule
from ...finding import Edit, Finding, Fix
from .base import ToolDestinationsRule


class ReversedBounds(ToolDestinationsRule):
    """Lower bound above the upper bound.

    ## What it does
    Compares `lower_bound` and `upper_bound` of each rule.

    ## Why is this bad
    Galaxy swaps the bounds, and at most logs it.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 10 GB, upper_bound: 10 MB, destination: small}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 10 MB, upper_bound: 10 GB, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, RuleValidator
    """

    code = "GJ219"
    name = "reversed-bounds"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the rules whose bounds Galaxy swaps."""
        for rule in conf.rules():
            bounds = rule.bounds
            if bounds is not None and bounds.is_reversed and not bounds.is_empty:
                message = "The lower_bound is above the upper_bound: Galaxy swaps them."
                yield self.finding(rule.place, message, _swap(rule, bounds))


def _swap(rule: ToolRule, bounds: Bounds) -> Fix:
    """Return a fix that swaps the bounds. It is safe if Galaxy then gets the same bounds."""
    low, high = rule.lower_bound, rule.upper_bound
    message = "Swap them."
    if low is None or high is None or not (low.verbatim and high.verbatim):
        return Fix(message)
    swapped = replace(rule, lower_bound=high, upper_bound=low).bounds
    edits = (Edit(low.place, high.place.text), Edit(high.place, low.place.text))
    return Fix(message, edits, swapped == Bounds(bounds.low, bounds.high))
