# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ212: A priority that the default destination does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import did_you_mean
from ...context import Context
from ...edits import respelt
from ...finding import Finding
from ...rule import Rule
from .base import maps, priorities


class UnknownPriority(Rule):
    """A priority that the default destination does not have.

    ## What it does
    Checks the priorities of rules, of tools and of users against those in the
    `default_destination` of all tools.

    ## Why is this bad
    Nobody gets this priority. A user with it gets the default one, a destination with it is never
    used.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination:
      priority: {low: small, med: main}
    users:
      ann@example.org: {priority: lwo}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination:
      priority: {low: small, med: main}
    users:
      ann@example.org: {priority: low}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, validate_config
    """

    code = "GJ212"
    name = "unknown-priority"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the priorities that are not there."""
        conf = context.tool_destinations
        known = priorities(conf) if conf else ()
        if conf is None or conf.default_destination is None:
            return
        given = [user.priority for user in conf.users]
        if known:
            given += [
                entry.name
                for target in maps(conf)
                for priority, entry in target.priorities.items()
                if priority not in known
            ]
        for value in given:
            if value.data not in known:
                hint = did_you_mean(value.data, known)
                message = f"The default_destination has no priority '{value.data}'.{hint}"
                yield self.finding(value.place, message, respelt(value, known))
