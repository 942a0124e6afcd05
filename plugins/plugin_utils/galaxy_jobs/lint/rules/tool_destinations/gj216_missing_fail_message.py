# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ216: Missing `fail_message`."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule


class MissingFailMessage(ToolDestinationsRule):
    """Missing `fail_message`.

    ## What it does
    Finds rules with `destination: fail` and no `fail_message`.

    ## Why is this bad
    Users read 'Invalid parameters for rule 1', whatever the reason is.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: fail}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: fail,
             fail_message: This needs at least 10 GB.}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, RuleValidator
    """

    code = "GJ216"
    name = "missing-fail-message"
    effect = "style"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the rules that fail jobs without a message."""
        for rule in conf.rules():
            if rule.fails and rule.fail_message is None:
                message = "Missing 'fail_message': users do not see why their jobs fail. Add one."
                yield self.finding(rule.place, message)
