# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ216: A rule that fails jobs without telling why."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class FailWithoutMessage(Rule):
    """A rule that fails jobs without telling why.

    ## What it does
    Finds rules with `destination: fail` and no `fail_message`.

    ## Why is this bad
    Users read 'Invalid parameters for rule 1', whatever the reason.

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
    name = "fail-without-message"
    effect = "style"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rules without a message."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            for rule in tool.rules:
                if rule.fails and rule.fail_message is None:
                    message = "This rule fails jobs: tell users why with a 'fail_message'."
                    yield self.finding(rule.place, message)
