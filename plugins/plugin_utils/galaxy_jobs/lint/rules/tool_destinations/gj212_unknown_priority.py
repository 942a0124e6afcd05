# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ212: Unknown priority."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....tool_destinations.model import ToolDestinations
from ...edits import did_you_mean_fix
from ...finding import Finding
from .base import ToolDestinationsRule, priorities, priority_maps


class UnknownPriority(ToolDestinationsRule):
    """Unknown priority.

    ## What it does
    Checks the priorities of rules, tools and users against those of the global
    `default_destination`.

    ## Why is this bad
    No user gets an unknown priority. A user configured with one gets the default priority, and a
    destination for one is never used.

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

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the unknown priorities."""
        if conf.default_destination is None:
            return
        known = priorities(conf)
        used = [user.priority for user in conf.users]
        if known:
            maps = (target.priorities for target in priority_maps(conf))
            used += [entry.name for by_priority in maps for entry in by_priority.values()]
        for value in used:
            if value.data not in known:
                hint = did_you_mean(value.data, known)
                message = (
                    f"Unknown priority '{value.data}': "
                    f"the global default_destination does not define it.{hint}"
                )
                yield self.finding(value.place, message, did_you_mean_fix(value, known))
