# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ219: A rule whose lower bound is above the upper one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....tool_destinations.bounds import Span
from ....tool_destinations.model import Rule as ToolRule
from ...context import Context
from ...finding import Edit, Finding, Fix
from ...rule import Rule


class SwappedBounds(Rule):
    """A rule whose lower bound is above the upper one.

    ## What it does
    Compares the bounds of rules.

    ## Why is this bad
    Galaxy exchanges them, and says so in the log at most.

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
    name = "swapped-bounds"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rules whose bounds are exchanged."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            for rule in tool.rules:
                found = rule.span
                if found is not None and found.swapped and not found.empty:
                    message = "The lower_bound is above the upper_bound: Galaxy exchanges them."
                    yield self.finding(rule.place, message, _exchanged(rule, found))


def _exchanged(rule: ToolRule, found: Span) -> Fix:
    """Return the bounds in the right order, which changes nothing."""
    low, high = rule.lower_bound, rule.upper_bound
    message = "Exchange them."
    if low is None or high is None or not (low.verbatim and high.verbatim):
        return Fix(message)
    after = replace(rule, lower_bound=high, upper_bound=low).span
    edits = (Edit(low.place, high.place.text), Edit(high.place, low.place.text))
    return Fix(message, edits, after == Span(found.low, found.high))
