# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ215: Misplaced `fail`."""

from __future__ import annotations

from collections.abc import Iterator

from ....text import Value
from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule, priorities, priority_maps


class MisplacedFail(ToolDestinationsRule):
    """Misplaced `fail`.

    ## What it does
    Finds `fail` as a default destination or as the destination of a priority.

    ## Why is this bad
    Only `destination` of a rule may be `fail`. Elsewhere, Galaxy looks for a destination of this
    name or for a message that is not there, and jobs fail with an unrelated exception.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: fail
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ215"
    name = "misplaced-fail"
    effect = "job"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield 'fail' as a default destination or in a priority map."""
        for name in _names(conf):
            if name.data == "fail":
                message = (
                    "'fail' is only allowed as the 'destination' of a rule, without priorities."
                    " Use a destination of the job_conf."
                )
                yield self.finding(name.place, message)


def _names(conf: ToolDestinations) -> Iterator[Value]:
    """Yield the names in defaults and in priority maps that Galaxy reads."""
    default = conf.default_destination
    for target in (default, *(tool.default_destination for tool in conf.tools)):
        if target is not None and target.name is not None:
            yield target.name
    for target in (*priority_maps(conf), *((default,) if default else ())):
        for priority, entry in target.priorities.items():
            if priority in priorities(conf):
                yield entry.value
