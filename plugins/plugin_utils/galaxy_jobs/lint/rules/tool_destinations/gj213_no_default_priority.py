# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ213: Priorities without a default one."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import did_you_mean, quoted
from ...context import Context
from ...edits import respelt
from ...finding import Finding
from ...rule import Rule
from .base import default_priority, priorities


class NoDefaultPriority(Rule):
    """Priorities without a default one.

    ## What it does
    Looks for `default_priority`, or a priority `med`, where the `default_destination` has
    priorities.

    ## Why is this bad
    Users without a priority get any of them: another one in each process of Galaxy.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination:
      priority: {low: small, high: big}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_priority: low
    default_destination:
      priority: {low: small, high: big}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, validate_config
    """

    code = "GJ213"
    name = "no-default-priority"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield a default priority that is missing or not there."""
        conf = context.tool_destinations
        known = priorities(conf) if conf else ()
        if conf is None or len(known) < 2 or default_priority(conf) is not None:
            return
        given = conf.default_priority
        if given is None:
            message = f"No default_priority: expected one of {quoted(known)}."
            place = conf.default_destination.place if conf.default_destination else conf.place
            yield self.finding(place, message)
        else:
            hint = did_you_mean(given.plain(), known)
            message = f"No priority '{given.plain()}': expected one of {quoted(known)}.{hint}"
            yield self.finding(given.place, message, respelt(given, known))
