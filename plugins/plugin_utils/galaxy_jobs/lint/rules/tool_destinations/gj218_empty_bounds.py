# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ218: Bounds that exclude every job."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule


class EmptyBounds(ToolDestinationsRule):
    """Bounds that exclude every job.

    ## What it does
    Finds rules whose `upper_bound` is not above `lower_bound`, or not above 0. For
    `num_input_datasets`, -1 does not mean infinity.

    ## Why is this bad
    The lower bound is included, the upper bound is not, so the rule never matches.

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
    name = "empty-bounds"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the rules that never match."""
        for rule in conf.rules():
            if rule.bounds is not None and rule.bounds.is_empty:
                message = (
                    "The rule never matches. Expected an upper_bound above the lower_bound and 0."
                )
                yield self.finding(rule.place, message)
