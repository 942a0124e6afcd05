# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ217: A rule with a message why jobs fail, and a destination."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class DestinationBesideMessage(Rule):
    """A rule with a message why jobs fail, and a destination.

    ## What it does
    Finds rules with a `fail_message` whose `destination` is not `fail`.

    ## Why is this bad
    The message alone makes jobs fail: the destination is never used.

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
    name = "destination-beside-message"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the destinations that a message replaces."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            for rule in tool.rules:
                target = rule.destination
                if rule.fail_message is None or target is None:
                    continue
                if target.name is None or target.name.data != "fail":
                    message = (
                        "This destination is not used: with a 'fail_message' all jobs fail."
                        " Remove one of the two."
                    )
                    yield self.finding(target.place, message)
