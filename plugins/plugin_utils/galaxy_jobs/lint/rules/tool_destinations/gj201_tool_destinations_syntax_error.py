# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ201: Syntax error in tool_destinations.yml."""

from __future__ import annotations

from ...rule import ProblemRule


class ToolDestinationsSyntaxError(ProblemRule):
    """Syntax error in tool_destinations.yml.

    ## What it does
    Reports YAML that cannot be parsed.

    ## Why is this bad
    Galaxy reads the file for every job, so every job of a destination of type `dtd` fails.

    ## Example
    ```yaml tool_destinations.yml
    tools: {
      bwa: {rules: [{rule_type: file_size}]}
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
    - galaxy/jobs/dynamic_tool_destination.py
    """

    code = "GJ201"
    name = "tool-destinations-syntax-error"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"encoding", "not-yaml", "type"})
