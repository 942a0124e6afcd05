# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ225: Rule arguments with several keys in one section."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from .base import ToolDestinationsRule, widest_mapping


class BranchingArguments(ToolDestinationsRule):
    """Rule arguments with several keys in one section.

    ## What it does
    Finds `arguments` in which a section has more than one key.

    ## Why is this bad
    Galaxy follows the keys as one path, so jobs of a tool with this section fail with a TypeError.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: arguments, destination: big, arguments: {mode: {fast: false, deep: true}}}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: arguments, destination: big, arguments: {mode: {deep: true}}}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ225"
    name = "branching-arguments"
    effect = "job"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the sections with several keys."""
        for rule in conf.rules():
            if rule.arguments is None or rule.type.data != "arguments":
                continue
            for entry in rule.arguments.data.values():
                if widest_mapping(entry.value.plain()) > 1:
                    name = entry.name.plain()
                    message = (
                        f"'{name}' has several keys in one section. Expected one key per level."
                    )
                    yield self.finding(entry.value.place, message)
