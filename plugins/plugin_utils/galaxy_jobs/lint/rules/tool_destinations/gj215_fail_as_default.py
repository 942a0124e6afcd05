# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ215: A default destination or a priority that is 'fail'."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import maps, priorities


class FailAsDefault(Rule):
    """A default destination or a priority that is 'fail'.

    ## What it does
    Finds `fail` as a default destination and as the destination of a priority.

    ## Why is this bad
    Only a rule may say `destination: fail`. Elsewhere Galaxy takes it for a destination, or
    misses the message: the jobs end with an exception that tells nothing.

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
    name = "fail-as-default"
    effect = "job"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the defaults and priorities that are 'fail'."""
        conf = context.tool_destinations
        if conf is None:
            return
        defaults = [conf.default_destination, *(tool.default_destination for tool in conf.tools)]
        named = [target.name for target in defaults if target is not None]
        default = conf.default_destination
        for target in (*maps(conf), *((default,) if default else ())):
            given = target.priorities.items()
            named += [entry.value for priority, entry in given if priority in priorities(conf)]
        for value in named:
            if value is not None and value.data == "fail":
                message = (
                    "'fail' is only the destination of a rule, without priorities."
                    " Name a destination."
                )
                yield self.finding(value.place, message)
