# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ213: Missing or unknown default priority."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....tool_destinations.model import ToolDestinations
from ....words import quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from .base import ToolDestinationsRule, default_priority, priorities


class MissingDefaultPriority(ToolDestinationsRule):
    """Missing or unknown default priority.

    ## What it does
    Checks that `default_priority`, or a priority `med`, is defined if the global
    `default_destination` has several priorities.

    ## Why is this bad
    Otherwise, users without a priority get an arbitrary one, which differs between Galaxy
    processes.

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
    name = "missing-default-priority"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield a default priority that is missing or unknown."""
        known = priorities(conf)
        if len(known) < 2 or default_priority(conf) is not None:
            return
        priority = conf.default_priority
        if priority is None:
            message = f"Missing default_priority. Expected one of {quoted(known)}."
            place = conf.default_destination.place if conf.default_destination else conf.place
            yield self.finding(place, message)
        else:
            hint = did_you_mean(priority.plain(), known)
            message = f"Unknown default_priority '{priority.plain()}'."
            message += f" Expected one of {quoted(known)}.{hint}"
            yield self.finding(priority.place, message, did_you_mean_fix(priority, known))
