# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ211: Priorities in a rule, but none in the global `default_destination`."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule


class UndefinedPriorities(ToolDestinationsRule):
    """Priorities in a rule, but none in the global `default_destination`.

    ## What it does
    Finds rules whose `destination` depends on the priority, while the global `default_destination`
    is a single name.

    ## Why is this bad
    The global default defines which priorities exist. If it defines none, Galaxy crashes with an
    UnboundLocalError, and jobs that match the rule fail.

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
    name = "undefined-priorities"
    effect = "job"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the priority maps of rules, if the global default has no priorities."""
        default = conf.default_destination
        if default is None or default.priorities or default.name is None:
            return
        for rule in conf.rules():
            target = rule.destination
            if target is not None and target.priorities and rule.fail_message is None:
                message = (
                    "Matching jobs fail: the global default_destination defines no priorities."
                    " Define them there, or use a single destination here."
                )
                yield self.finding(target.place, message)
