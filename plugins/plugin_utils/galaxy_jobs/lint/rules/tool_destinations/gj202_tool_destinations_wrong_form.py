# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ202: A part of a tool_destinations.yml that is no mapping."""

from __future__ import annotations

from ...rule import ProblemRule


class ToolDestinationsWrongForm(ProblemRule):
    """A part of a tool_destinations.yml that is no mapping.

    ## What it does
    Finds documents, tools and rules that are no mappings.

    ## Why is this bad
    Galaxy stumbles over it for each job: every job that comes here fails.

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
    name = "tool-destinations-wrong-form"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"not-a-mapping"})
    from_effects = frozenset({"job"})
