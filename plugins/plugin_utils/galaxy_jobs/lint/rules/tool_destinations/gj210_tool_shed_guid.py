# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ210: A tool that is named by its Tool Shed id."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...edits import instead
from ...finding import Finding, Fix
from ...rule import Rule


class ToolShedGuid(Rule):
    """A tool that is named by its Tool Shed id.

    ## What it does
    Finds tools with a long id such as `toolshed.g2.bx.psu.edu/repos/devteam/bwa/bwa/0.7.17`.

    ## Why is this bad
    Galaxy looks tools up by their short id here, so these rules are never used.

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
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the tools with a long id."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            name = str(tool.id.data)
            parts = name.partition("/repos/")[2].split("/")
            if len(parts) >= 3:
                message = f"The short id of a tool is looked up here: '{name}' never matches."
                fix = Fix(f"Write '{parts[2]}'.", instead(tool.id, parts[2]))
                yield self.finding(tool.id.place, f"{message} Did you mean '{parts[2]}'?", fix)
