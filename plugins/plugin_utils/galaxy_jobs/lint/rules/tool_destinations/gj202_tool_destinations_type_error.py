# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ202: Wrong type of a value in tool_destinations.yml."""

from __future__ import annotations

from ...rule import ProblemRule


class ToolDestinationsTypeError(ProblemRule):
    """Wrong type of a value in tool_destinations.yml.

    ## What it does
    Checks that the document, its tools and their rules are mappings.

    ## Why is this bad
    Galaxy crashes on other types for every job, so every job of a destination of type `dtd` fails.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      blast: 4
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
    - galaxy/jobs/dynamic_tool_destination.py, parse_yaml
    """

    code = "GJ202"
    name = "tool-destinations-type-error"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"not-a-mapping"})
    consequences = frozenset({"job"})
