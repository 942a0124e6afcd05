# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ210: Tool Shed GUID instead of a short tool id."""

from __future__ import annotations

from collections.abc import Iterator

from ....tool_destinations.model import ToolDestinations
from ...edits import replacement
from ...finding import Finding, Fix
from .base import ToolDestinationsRule


class ToolShedGuid(ToolDestinationsRule):
    """Tool Shed GUID instead of a short tool id.

    ## What it does
    Finds tools with a GUID such as `toolshed.g2.bx.psu.edu/repos/devteam/bwa/bwa/0.7.17`.

    ## Why is this bad
    Galaxy looks up tools by their short id here, so these rules never match.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      toolshed.g2.bx.psu.edu/repos/devteam/bwa/bwa_mem/0.7.17:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa_mem:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ210"
    name = "tool-shed-guid"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield the tools with a GUID."""
        for tool in conf.tools:
            guid = str(tool.id.data)
            parts = guid.partition("/repos/")[2].split("/")
            if len(parts) >= 3:
                short_id = parts[2]
                fix = Fix(f"Write '{short_id}'.", replacement(tool.id, short_id))
                message = (
                    f"'{guid}' never matches: tools are looked up by their short id here."
                    f" Did you mean '{short_id}'?"
                )
                yield self.finding(tool.id.place, message, fix)
