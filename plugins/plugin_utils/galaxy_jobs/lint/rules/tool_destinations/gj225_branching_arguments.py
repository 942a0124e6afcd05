# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ225: Arguments of a rule with two keys in one section."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import ways


class BranchingArguments(Rule):
    """Arguments of a rule with two keys in one section.

    ## What it does
    Finds `arguments` in which a section names more than one parameter.

    ## Why is this bad
    Galaxy follows the keys as one path, so a job of a tool with this section fails with a
    TypeError.

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
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the sections with two keys."""
        conf = context.tool_destinations
        for tool in conf.tools if conf else ():
            for rule in tool.rules:
                given = (
                    rule.arguments.data if rule.arguments and rule.type.data == "arguments" else {}
                )
                for entry in given.values():
                    if ways(entry.value.plain()) > 1:
                        name = entry.name.plain()
                        message = f"'{name}' must lead to one parameter: one key in each level."
                        yield self.finding(entry.value.place, message)
